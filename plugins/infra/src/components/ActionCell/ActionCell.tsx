import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';

/** A row of a table that ends with an {@link ActionCell}. */
export function ActionRow({ children }: { children: ReactNode }) {
  return (
    <TableRow sx={{ backgroundColor: 'background.paper' }}>{children}</TableRow>
  );
}

/** What can be done with a row; it stays in sight where the table is wider than the window. */
export function ActionCell({ children }: { children: ReactNode }) {
  return (
    <TableCell
      align="right"
      padding="none"
      sx={{ position: 'sticky', right: 0, backgroundColor: 'inherit' }}
    >
      {children}
    </TableCell>
  );
}
