import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';

/** Asks somebody else to decide. */
export function DelegateForm(props: {
  id: string;
  comment: string;
  onDone: () => void;
}) {
  const { id, comment, onDone } = props;
  const client = useInfraClient();
  const [to, setTo] = useState('');
  const { run, running, error } = useAction(async () => {
    await client.delegateOperation(id, to, comment);
    onDone();
  });
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        run();
      }}
    >
      <Stack spacing={1}>
        <Stack
          direction={{ xs: 'column', sm: 'row' }}
          spacing={1}
          alignItems="flex-start"
        >
          <TextField
            fullWidth
            size="small"
            label="Person or group"
            placeholder="user:default/amira"
            value={to}
            onChange={event => setTo(event.target.value)}
            helperText="Who may approve, by entity ref; your comment goes with it."
          />
          <Button
            type="submit"
            variant="outlined"
            disabled={running || !to.trim()}
          >
            Hand over
          </Button>
        </Stack>
        {error && <Alert severity="error">{error.message}</Alert>}
      </Stack>
    </form>
  );
}
