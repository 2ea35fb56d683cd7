import {
  gpuTitle,
  InfraApiError,
  type ProjectUsage,
} from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useId, useMemo, useState } from 'react';
import { useAction, useInfraClient, usePolicy } from '../../hooks';
import { newKey } from '../../lib/newKey';
import { useFollow } from '../../operationWatch';
import { useOperationCheck } from '../../resourceActions';
import { limitFields, limitProblem, quotaInput } from './quotaInput';

/** As long has a reason to be. */
const REASON_MIN = 10;

/** Asks for other limits of a project, and tells what the portal says to it before it is sent. */
export function QuotaDialog(props: {
  usage: ProjectUsage;
  /** ids of the providers it is at */
  places: string[];
  onClose: () => void;
}) {
  const { usage, places, onClose } = props;
  const { project, quota } = usage;
  const client = useInfraClient();
  const follow = useFollow();
  const titleId = useId();
  const policy = usePolicy().value;
  const models = (policy?.gpuModels ?? [])
    .filter(one => places.includes(one.provider))
    .map(one => one.model);
  const fields = limitFields(quota, models, gpuTitle);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');

  const input = quotaInput(project, fields, typed, reason);
  const complete = input && input.reason.length >= REASON_MIN;
  const text = JSON.stringify(input);
  const idempotencyKey = useMemo(
    () => ({ for: text, key: newKey() }),
    [text],
  ).key;
  const check = useOperationCheck(
    'quota.change',
    // the reason is no matter of the guardrails: they answer while it is being written
    input && { ...input, reason: complete ? input.reason : 'not written yet' },
  );
  const [sent, setSent] = useState<string>();
  const { run, running, error } = useAction(async () => {
    if (!input) {
      return;
    }
    setSent(text);
    const operation = await client.submitOperation('quota.change', input, {
      idempotencyKey,
    });
    follow(`project:${project}`, `Change the quota of ${project}`, operation);
    onClose();
  });
  const failure = sent === text ? error ?? check.error : check.error;
  const problems = [
    ...(check.value?.problems ?? []),
    ...(failure instanceof InfraApiError ? failure.problems : []),
  ];
  const messages = [...new Set(problems.map(one => one.message))];
  const { approvalReasons = [] } = check.value ?? {};

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
          run();
        }}
      >
        <DialogTitle id={titleId}>Change the quota of {project}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <DialogContentText>
              The limits as they are to be. More has to be approved by somebody
              else; less holds at once.
            </DialogContentText>
            <Box
              sx={{
                display: 'grid',
                gap: 2,
                gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
              }}
            >
              {fields.map(({ name, label, now }) => {
                const value = typed[name] ?? String(now);
                const wrong = name in typed ? limitProblem(value) : undefined;
                return (
                  <TextField
                    key={name}
                    label={label}
                    value={value}
                    onChange={event =>
                      setTyped(before => ({
                        ...before,
                        [name]: event.target.value,
                      }))
                    }
                    error={wrong !== undefined}
                    helperText={
                      wrong ??
                      (value === String(now) ? ' ' : `It is ${now} now.`)
                    }
                    inputProps={{ inputMode: 'numeric' }}
                  />
                );
              })}
            </Box>
            <TextField
              label="What it is for"
              required
              multiline
              minRows={2}
              value={reason}
              onChange={event => setReason(event.target.value)}
              helperText="A sentence; the approver decides by it."
              inputProps={{ maxLength: 1000 }}
            />
            {approvalReasons.length > 0 && (
              <Alert severity="info">
                Somebody else has to approve it: {approvalReasons.join(' ')}
              </Alert>
            )}
            {messages.map(message => (
              <Alert key={message} severity="error">
                {message}
              </Alert>
            ))}
            {failure && messages.length === 0 && (
              <Alert severity="error">{failure.message}</Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disabled={
              !complete || running || (check.value?.problems.length ?? 0) > 0
            }
          >
            Ask for it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
