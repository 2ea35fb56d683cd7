import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';

/** Props of {@link Section}. */
export interface SectionProps {
  title: string;
  /** a line below the title */
  hint?: ReactNode;
  /** controls beside the title */
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page, or a card by itself; the page keeps the distance between its parts. */
export function Section({ title, hint, actions, children }: SectionProps) {
  const id = useId();
  return (
    <Paper
      component="section"
      data-infra-section
      variant="outlined"
      aria-labelledby={id}
      sx={{ p: 2, borderRadius: 2, minWidth: 0 }}
    >
      <Stack
        direction="row"
        justifyContent="space-between"
        alignItems="flex-start"
        flexWrap="wrap"
        gap={2}
        sx={{ mb: 1.5 }}
      >
        <div>
          <Typography id={id} component="h2" variant="h6">
            {title}
          </Typography>
          {hint && (
            <Typography variant="body2" color="text.secondary">
              {hint}
            </Typography>
          )}
        </div>
        {actions}
      </Stack>
      {children}
    </Paper>
  );
}
