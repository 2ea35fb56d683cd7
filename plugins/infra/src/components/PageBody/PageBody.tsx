import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** Props of {@link PageBody}. */
export interface PageBodyProps {
  /** what the page is for, one sentence */
  intro?: ReactNode;
  /** buttons at the top right */
  actions?: ReactNode;
  children: ReactNode;
}

/** The content of a page below its header. */
export function PageBody({ intro, actions, children }: PageBodyProps) {
  return (
    <Box
      data-infra-page
      sx={{
        px: { xs: 2, md: 3 },
        pb: 2.5,
        pt: 0.5,
        width: '100%',
        minWidth: 0,
        '& [data-infra-section]:not(:last-child)': { mb: 2.5 },
        // the shell's tables have no leading and break words anywhere
        '& table td, & table th': { lineHeight: 1.43, wordBreak: 'normal' },
        '& table th[scope=row]': { whiteSpace: 'nowrap' },
      }}
    >
      {(intro || actions) && (
        <Stack
          direction={{ xs: 'column', md: 'row' }}
          spacing={2}
          justifyContent="space-between"
          alignItems={{ md: 'center' }}
          sx={{ mb: 2.5 }}
        >
          <Typography color="text.secondary">{intro}</Typography>
          {actions && (
            <Stack direction="row" spacing={1} flexShrink={0}>
              {actions}
            </Stack>
          )}
        </Stack>
      )}
      {children}
    </Box>
  );
}
