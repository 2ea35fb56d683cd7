import type { OperationDetails } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { Facts, OwnerLink, Section } from '../../components';
import { useAction, useInfraClient } from '../../hooks';
import { formatDateTime, formatRelative } from '../../lib/format';

function DecisionForm(props: {
  operation: OperationDetails;
  onDone: () => void;
}) {
  const { operation, onDone } = props;
  const client = useInfraClient();
  const [comment, setComment] = useState('');
  const [unexplained, setUnexplained] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { run, running, error } = useAction(
    async (decision: 'approve' | 'reject') => {
      try {
        if (decision === 'approve') {
          await client.approveOperation(operation.id, comment);
        } else {
          await client.rejectOperation(operation.id, comment);
        }
      } finally {
        // Somebody else may have decided meanwhile: show what holds now in either case.
        onDone();
      }
    },
  );
  const reject = () => {
    if (comment.trim()) {
      run('reject');
      return;
    }
    setUnexplained(true);
    field.current?.focus();
  };
  return (
    <Stack spacing={1.5} sx={{ mt: 2, maxWidth: 640 }}>
      <TextField
        label="Comment"
        helperText={
          unexplained && !comment.trim()
            ? 'Say why it is rejected; who asked for it reads this.'
            : 'The requester reads it. A rejection needs a reason.'
        }
        error={unexplained && !comment.trim()}
        inputRef={field}
        value={comment}
        onChange={event => setComment(event.target.value)}
        multiline
        minRows={2}
        inputProps={{ maxLength: 1000 }}
      />
      {error && <Alert severity="error">{error.message}</Alert>}
      <Stack direction="row" spacing={1}>
        {operation.actions.includes('approve') && (
          <Button
            variant="contained"
            disabled={running}
            onClick={() => run('approve')}
          >
            Approve
          </Button>
        )}
        {operation.actions.includes('reject') && (
          <Button
            variant="outlined"
            color="error"
            disabled={running}
            onClick={reject}
          >
            Reject
          </Button>
        )}
      </Stack>
    </Stack>
  );
}

/** What was decided, as the state of the operation shows; all others came after an approval. */
const decisionOf = (state: OperationDetails['state']) =>
  state === 'rejected' ? 'Rejected' : 'Approved';

/** Why a decision is needed, whether the request fits, and the decision itself. */
export function ApprovalPanel(props: {
  operation: OperationDetails;
  onDone: () => void;
}) {
  const { operation, onDone } = props;
  const { approval, actions, state } = operation;
  if (!approval) {
    return null;
  }
  const mayDecide = actions.includes('approve') || actions.includes('reject');
  const waiting = state === 'pending_approval';
  return (
    <Section title={waiting ? 'A decision is needed' : 'Decision'}>
      <Facts
        facts={[
          [
            'Why',
            approval.reasons.length > 1 ? (
              <Box key="why" component="ul" sx={{ m: 0, pl: 2 }}>
                {approval.reasons.map(reason => (
                  <li key={reason}>{reason}</li>
                ))}
              </Box>
            ) : (
              approval.reasons[0]
            ),
          ],
          ['Does it fit', waiting && approval.fit],
          [
            'Decide by',
            waiting &&
              `${formatDateTime(approval.deadline)} (${formatRelative(
                approval.deadline,
              )})`,
          ],
          ['Decision', approval.decidedBy && decisionOf(state)],
          [
            'Decided by',
            approval.decidedBy && <OwnerLink entityRef={approval.decidedBy} />,
          ],
          ['Decided', approval.decidedAt && formatDateTime(approval.decidedAt)],
          ['Comment', approval.comment],
        ]}
      />
      {waiting &&
        (mayDecide ? (
          <DecisionForm operation={operation} onDone={onDone} />
        ) : (
          <Typography variant="body2" color="text.secondary" sx={{ mt: 1.5 }}>
            An approver decides. Nobody may approve what they asked for
            themselves.
          </Typography>
        ))}
    </Section>
  );
}
