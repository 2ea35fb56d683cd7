import { InfraApiError } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useId, useMemo, useState } from 'react';
import { useAction, useInfraClient } from '../hooks';
import { describeVector } from '../lib/dimensions';
import { newKey } from '../lib/newKey';
import { useFollow } from '../operationWatch';
import { ActionFields } from './ActionFields';
import {
  inputOf,
  missingValues,
  type ActionDescriptor,
  type ActionTarget,
  type ActionValues,
} from './actions';
import { useOperationCheck } from './useOperationCheck';

/** Asks for what an action needs, tells what the portal says to it, and has its operation followed. */
export function ActionDialog(props: {
  action: ActionDescriptor;
  target: ActionTarget;
  onClose: () => void;
}) {
  const { action, target, onClose } = props;
  const client = useInfraClient();
  const follow = useFollow();
  const titleId = useId();
  const [values, setValues] = useState<ActionValues>(action.initial ?? {});
  const [typedName, setTypedName] = useState('');

  const title = `${action.label}: ${target.name}`;
  const complete = missingValues(action, values).length === 0;
  const input = inputOf(target, values);
  const text = JSON.stringify(input);
  // asked twice for the same thing, it is done once; another input is another request
  const idempotencyKey = useMemo(
    () => ({ for: text, key: newKey() }),
    [text],
  ).key;
  const [sent, setSent] = useState<string>();
  const check = useOperationCheck(action.type, complete ? input : undefined);
  const submission = useAction(async () => {
    setSent(text);
    const operation = await client.submitOperation(action.type, input, {
      idempotencyKey,
    });
    // it is told where the reader is then; the page she is on stays
    follow(target.ref, title, operation);
    onClose();
  });

  const failure = sent === text ? submission.error : undefined;
  const refused = failure instanceof InfraApiError ? failure.problems : [];
  const problems = [...(check.value?.problems ?? []), ...refused];
  const fields = [...action.needs, ...Object.keys(action.initial ?? {})];
  const messages = (which: (field: string | null) => boolean) => [
    ...new Set(
      problems.filter(({ field }) => which(field)).map(one => one.message),
    ),
  ];
  const general = messages(field => field === null || !fields.includes(field));
  const error = refused.length > 0 ? undefined : failure ?? check.error;
  const confirmed = !action.destructive || typedName.trim() === target.name;
  const { takes, approvalReasons = [] } = check.value ?? {};

  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-labelledby={titleId}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          submission.run();
        }}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <DialogContentText>{action.consequence(target)}</DialogContentText>
            <ActionFields
              action={action}
              target={target}
              values={values}
              onChange={change =>
                setValues(before => ({ ...before, ...change }))
              }
              problemsOf={name => messages(field => field === name)}
            />
            {action.destructive && (
              <TextField
                fullWidth
                required
                label={`Type ${target.name} to confirm`}
                value={typedName}
                onChange={event => setTypedName(event.target.value)}
                inputProps={{ autoComplete: 'off', spellCheck: false }}
              />
            )}
            {takes && describeVector(takes) && (
              <Alert severity="info">
                It takes {describeVector(takes)} more of the quota of{' '}
                {target.project}.
              </Alert>
            )}
            {approvalReasons.length > 0 && (
              <Alert severity="info">
                Somebody else has to approve it: {approvalReasons.join(' ')}
              </Alert>
            )}
            {general.map(message => (
              <Alert key={message} severity="error">
                {message}
              </Alert>
            ))}
            {error && <Alert severity="error">{error.message}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            color={action.destructive ? 'error' : 'primary'}
            disabled={
              !complete ||
              !confirmed ||
              submission.running ||
              (check.value?.problems.length ?? 0) > 0
            }
          >
            {action.label}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
