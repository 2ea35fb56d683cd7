import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { LogoFull } from '../nav/LogoFull';

/** The frame around every sign-in page. */
export function SignInFrame(props: { title: string; children: ReactNode }) {
  const config = useApi(configApiRef);
  const organization = config.getOptionalString('organization.name');
  const named = organization !== config.getOptionalString('app.title');
  return (
    <Box
      component="main"
      sx={{ minHeight: '100vh', bgcolor: 'background.default' }}
    >
      <Box
        sx={{
          bgcolor: '#14202b',
          color: '#ffffff',
          px: { xs: 2, md: 6 },
          py: 3,
          display: 'flex',
          justifyContent: 'space-between',
          alignItems: 'center',
        }}
      >
        <LogoFull />
        {named && <Typography>{organization}</Typography>}
      </Box>
      <Box sx={{ maxWidth: 1080, mx: 'auto', px: { xs: 2, md: 6 }, py: 5 }}>
        <Typography component="h1" variant="h3" sx={{ mb: 1 }}>
          {props.title}
        </Typography>
        {props.children}
      </Box>
    </Box>
  );
}
