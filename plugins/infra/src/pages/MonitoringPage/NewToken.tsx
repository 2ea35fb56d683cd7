import type { MadeDiscoveryToken } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';
import { prometheusJob } from './prometheusJob';
import { scopeTitle } from './scopes';

function Code({ label, text }: { label: string; text: string }) {
  return (
    <Box
      component="pre"
      tabIndex={0}
      aria-label={label}
      sx={{
        my: 1,
        p: 1.5,
        borderRadius: 1,
        bgcolor: 'action.hover',
        color: 'text.primary',
        fontSize: 13,
        // a line that is broken is not what has to be pasted
        overflowX: 'auto',
      }}
    >
      {text}
    </Box>
  );
}

function Made(props: { made: MadeDiscoveryToken; onClose: () => void }) {
  const { token, secret } = props.made;
  return (
    <Alert
      severity="success"
      variant="outlined"
      onClose={props.onClose}
      sx={{ mt: 2, '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}
    >
      <AlertTitle>{token.name}: this is shown once</AlertTitle>
      Put it into a file that only Prometheus can read:
      <Code label="Secret of the new token" text={secret} />
      And this into its configuration:
      <Code
        label="Configuration of Prometheus"
        text={prometheusJob(window.location.origin, token.scope)}
      />
    </Alert>
  );
}

/** Makes a token of a scope, and shows its secret this once. */
export function NewToken(props: { scope: string; onDone: () => void }) {
  const { scope, onDone } = props;
  const client = useInfraClient();
  const [name, setName] = useState('');
  const [made, setMade] = useState<MadeDiscoveryToken>();
  const { run, running, error } = useAction(async () => {
    setMade(await client.createDiscoveryToken({ scope, name }));
    setName('');
    onDone();
  });
  return (
    <Box
      component="form"
      aria-label="New token"
      onSubmit={event => {
        event.preventDefault();
        run();
      }}
      sx={{ mt: 2 }}
    >
      <Typography sx={{ mb: 1.5 }}>
        A new token reads the targets of <strong>{scopeTitle(scope)}</strong>{' '}
        and nothing else.
      </Typography>
      <Stack direction={{ xs: 'column', sm: 'row' }} gap={1.5}>
        <TextField
          size="small"
          label="Which Prometheus is it for?"
          value={name}
          onChange={event => setName(event.target.value)}
          inputProps={{ maxLength: 100 }}
          sx={{ minWidth: { sm: 320 } }}
        />
        <Button
          type="submit"
          variant="contained"
          disabled={running || !name.trim()}
        >
          Make a token
        </Button>
      </Stack>
      {error && (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {error.message}
        </Alert>
      )}
      {made && <Made made={made} onClose={() => setMade(undefined)} />}
    </Box>
  );
}
