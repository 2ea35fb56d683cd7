import type { Operation } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';

/** Cancels an operation after asking once. */
export function CancelButton(props: {
  operation: Operation;
  onDone: () => void;
}) {
  const { operation, onDone } = props;
  const client = useInfraClient();
  const titleId = useId();
  const [open, setOpen] = useState(false);
  const { run, running, error } = useAction(async () => {
    await client.cancelOperation(operation.id);
    setOpen(false);
    onDone();
  });
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        Cancel operation
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        aria-labelledby={titleId}
      >
        <DialogTitle id={titleId}>Cancel this operation?</DialogTitle>
        <DialogContent>
          <DialogContentText>
            {operation.title} will not be done, and the quota it holds is given
            back. It can be asked for again.
          </DialogContentText>
          {error && (
            <Alert severity="error" sx={{ mt: 2 }}>
              {error.message}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={() => setOpen(false)}>Keep it</Button>
          <Button color="error" disabled={running} onClick={() => run()}>
            Cancel operation
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
