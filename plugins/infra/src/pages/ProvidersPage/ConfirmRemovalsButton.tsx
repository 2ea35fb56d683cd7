import type { ProviderStatus } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';

/** Lets the next read take rows off the record that a provider no longer has, after asking once. */
export function ConfirmRemovalsButton(props: {
  provider: ProviderStatus;
  onDone: () => void;
}) {
  const { provider, onDone } = props;
  const client = useInfraClient();
  const titleId = useId();
  const [open, setOpen] = useState(false);
  const { run, running, error } = useAction(async () => {
    await client.confirmRemovals(provider.id);
    setOpen(false);
    onDone();
  });
  return (
    <>
      <Button
        size="small"
        variant="contained"
        color="warning"
        onClick={() => setOpen(true)}
      >
        Confirm removals
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        aria-labelledby={titleId}
      >
        <DialogTitle id={titleId}>
          Are they really gone from {provider.title}?
        </DialogTitle>
        <DialogContent>
          <DialogContentText>
            {provider.message} Look there first: an account that lost its rights
            looks the same. The next read takes every row off the inventory and
            the catalog that {provider.title} does not have.
          </DialogContentText>
          {error && (
            <Alert severity="error" sx={{ mt: 2 }}>
              {error.message}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>Keep them</Button>
          <Button color="warning" disabled={running} onClick={() => run()}>
            They are gone
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
