import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/**
 * Puts the filters of the notifications above them in a narrow window. The page itself gives two
 * twelfths to its filters and ten to the list whatever the width (plugin-notifications 0.6,
 * `NotificationsPage`), which leaves a telephone a letter of each line.
 */
export function NarrowNotifications({ children }: { children: ReactNode }) {
  return (
    <Box
      sx={theme => ({
        [theme.breakpoints.down('md')]: {
          '& .bui-GridItem': { gridColumn: '1 / -1' },
          '& td': { overflowWrap: 'anywhere' },
        },
      })}
    >
      {children}
    </Box>
  );
}
