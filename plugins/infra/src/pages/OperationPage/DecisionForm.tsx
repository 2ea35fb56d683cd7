import type { OperationDetails } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useRef, useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';
import { DelegateForm } from './DelegateForm';

type Verb = 'approve' | 'reject' | 'ask';

/** What is said when there is nothing in the field that there has to be. */
const MISSING: Partial<Record<Verb, string>> = {
  reject: 'Say why it is rejected; who asked for it reads this.',
  ask: 'Say what you would like to know.',
};

/** Approve, reject, ask back or delegate, with what there is to say. */
export function DecisionForm(props: {
  operation: OperationDetails;
  onDone: () => void;
}) {
  const { operation, onDone } = props;
  const { id, actions } = operation;
  const client = useInfraClient();
  const [comment, setComment] = useState('');
  const [unexplained, setUnexplained] = useState<Verb>();
  const [delegating, setDelegating] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { run, running, error } = useAction(async (verb: Verb) => {
    try {
      if (verb === 'approve') {
        await client.approveOperation(id, comment);
      } else if (verb === 'reject') {
        await client.rejectOperation(id, comment);
      } else {
        await client.askOperation(id, comment);
        setComment('');
      }
    } finally {
      // Somebody else may have decided meanwhile: show what holds now in either case.
      onDone();
    }
  });
  const say = (verb: Verb) => {
    if (comment.trim() || !MISSING[verb]) {
      setUnexplained(undefined);
      run(verb);
      return;
    }
    setUnexplained(verb);
    field.current?.focus();
  };
  const missing = unexplained && !comment.trim() && MISSING[unexplained];
  return (
    <Stack spacing={1.5} sx={{ mt: 2, maxWidth: 640 }}>
      <TextField
        label="Comment"
        helperText={
          missing ||
          'The requester reads it. A rejection needs a reason, a question its words.'
        }
        error={Boolean(missing)}
        inputRef={field}
        value={comment}
        onChange={event => setComment(event.target.value)}
        multiline
        minRows={2}
        inputProps={{ maxLength: 1000 }}
      />
      {error && <Alert severity="error">{error.message}</Alert>}
      <Stack direction="row" flexWrap="wrap" gap={1}>
        {actions.includes('approve') && (
          <Button
            variant="contained"
            disabled={running}
            onClick={() => say('approve')}
          >
            Approve
          </Button>
        )}
        {actions.includes('reject') && (
          <Button
            variant="outlined"
            color="error"
            disabled={running}
            onClick={() => say('reject')}
          >
            Reject
          </Button>
        )}
        {actions.includes('ask') && (
          <Button disabled={running} onClick={() => say('ask')}>
            Ask back
          </Button>
        )}
        {actions.includes('delegate') && (
          <Button
            disabled={running}
            aria-expanded={delegating}
            onClick={() => setDelegating(!delegating)}
          >
            Delegate
          </Button>
        )}
      </Stack>
      {delegating && (
        <DelegateForm
          id={id}
          comment={comment}
          onDone={() => {
            setDelegating(false);
            onDone();
          }}
        />
      )}
    </Stack>
  );
}
