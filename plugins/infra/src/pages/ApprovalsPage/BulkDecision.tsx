import type { BulkResult, Operation } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { useAction, useInfraClient } from '../../hooks';

interface Outcome {
  title: string;
  message: string | null;
  state: BulkResult['items'][number]['state'];
}

/** `3 approved, 1 not`, in the words of what was decided. */
function summary(outcomes: Outcome[]): string {
  const count = (is: (one: Outcome) => boolean) => outcomes.filter(is).length;
  return [
    [count(one => one.state === 'queued'), 'approved'],
    [count(one => one.state === 'rejected'), 'rejected'],
    [
      count(one => one.state === 'pending_approval'),
      'agreed to, and waiting for somebody else',
    ],
    [count(one => one.state === null), 'not decided'],
  ]
    .filter(([number]) => Number(number) > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}

function Outcomes(props: { outcomes: Outcome[]; onClose: () => void }) {
  const bad = props.outcomes.filter(one => one.state === null);
  return (
    <Alert
      severity={bad.length > 0 ? 'warning' : 'success'}
      onClose={props.onClose}
      sx={{ mb: 2 }}
    >
      <AlertTitle sx={{ mb: 0 }}>{summary(props.outcomes)}</AlertTitle>
      {bad.length > 0 && (
        <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2 }}>
          {bad.map(one => (
            <li key={one.title}>
              {one.title}: {one.message}
            </li>
          ))}
        </Box>
      )}
    </Alert>
  );
}

/** One decision about what is chosen, with what became of each. */
export function BulkDecision(props: {
  operations: Operation[];
  onDone: () => void;
}) {
  const { operations, onDone } = props;
  const client = useInfraClient();
  const [comment, setComment] = useState('');
  const [unexplained, setUnexplained] = useState(false);
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const field = useRef<HTMLInputElement>(null);
  const { run, running, error } = useAction(async (approve: boolean) => {
    const titles = new Map(operations.map(one => [one.id, one.title]));
    const { items } = await client.decideApprovals({
      ids: [...titles.keys()],
      approve,
      comment,
    });
    setOutcomes(
      items.map(one => ({ ...one, title: titles.get(one.id) ?? one.id })),
    );
    setComment('');
    onDone();
  });
  const reject = () => {
    setUnexplained(!comment.trim());
    if (comment.trim()) {
      run(false);
    } else {
      field.current?.focus();
    }
  };
  const missing = unexplained && !comment.trim();
  return (
    <>
      {outcomes && (
        <Outcomes outcomes={outcomes} onClose={() => setOutcomes(undefined)} />
      )}
      {operations.length > 0 && (
        <Box
          role="group"
          aria-label="Decide about what is chosen"
          sx={{
            mb: 2,
            p: 1.5,
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
          }}
        >
          <Stack
            direction={{ xs: 'column', md: 'row' }}
            gap={1.5}
            alignItems={{ md: 'flex-start' }}
          >
            <Typography sx={{ pt: { md: 1 }, whiteSpace: 'nowrap' }}>
              {operations.length} chosen
            </Typography>
            <TextField
              fullWidth
              size="small"
              label="Comment"
              inputRef={field}
              value={comment}
              error={missing}
              helperText={
                missing
                  ? 'Say why they are rejected; who asked for them reads this.'
                  : 'Who asked for them reads it.'
              }
              onChange={event => setComment(event.target.value)}
              inputProps={{ maxLength: 1000 }}
            />
            <Stack direction="row" gap={1}>
              <Button
                variant="contained"
                disabled={running}
                onClick={() => run(true)}
              >
                Approve
              </Button>
              <Button
                variant="outlined"
                color="error"
                disabled={running}
                onClick={reject}
              >
                Reject
              </Button>
            </Stack>
          </Stack>
          {error && (
            <Alert severity="error" sx={{ mt: 1.5 }}>
              {error.message}
            </Alert>
          )}
        </Box>
      )}
    </>
  );
}
