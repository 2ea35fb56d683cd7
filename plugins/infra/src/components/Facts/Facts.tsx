import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** One fact: its name and its value; facts without a value are left out. */
export type Fact = [name: string, value: ReactNode];

/** Names and values, below or beside each other. */
export function Facts(props: { facts: Fact[]; columns?: 1 | 2 }) {
  const { facts, columns = 1 } = props;
  const known = facts.filter(([, value]) => value || value === 0);
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        columnGap: 3,
        rowGap: 1,
        gridTemplateColumns: {
          xs: 'minmax(110px, max-content) 1fr',
          md: Array(columns).fill('minmax(110px, max-content) 1fr').join(' '),
        },
      }}
    >
      {known.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Typography component="dt" variant="body2" color="text.secondary">
            {name}
          </Typography>
          <Typography
            component="dd"
            variant="body2"
            sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}
          >
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
