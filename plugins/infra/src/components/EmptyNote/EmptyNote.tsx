import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** Props of {@link EmptyNote}. */
export interface EmptyNoteProps {
  title: string;
  children?: ReactNode;
  /** what to do about it */
  action?: ReactNode;
}

/** Stands where a list has nothing to show. */
export function EmptyNote({ title, children, action }: EmptyNoteProps) {
  return (
    <Box role="status" sx={{ textAlign: 'center', px: 2, py: 4 }}>
      <Typography variant="h6" component="p" gutterBottom>
        {title}
      </Typography>
      {children && (
        <Typography
          color="text.secondary"
          component="div"
          sx={{ maxWidth: 560, mx: 'auto', mb: action ? 2 : 0 }}
        >
          {children}
        </Typography>
      )}
      {action}
    </Box>
  );
}
