import type { OperationStep } from '@ironstage/plugin-infra-common';
import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import PendingIcon from '@mui/icons-material/RadioButtonUnchecked';
import SkippedIcon from '@mui/icons-material/RemoveCircleOutline';
import UndoneIcon from '@mui/icons-material/Undo';
import Box from '@mui/material/Box';
import CircularProgress from '@mui/material/CircularProgress';
import Typography from '@mui/material/Typography';
import { formatDuration, plural } from '../../lib/format';
import { stepDuration } from './stepDuration';

const WORDS: Record<OperationStep['state'], string> = {
  pending: 'not begun',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  undone: 'undone',
  skipped: 'skipped',
};

function StepIcon({ state }: { state: OperationStep['state'] }) {
  switch (state) {
    case 'running':
      return <CircularProgress size={20} aria-hidden />;
    case 'succeeded':
      return <CheckCircleIcon color="success" aria-hidden />;
    case 'failed':
      return <ErrorIcon color="error" aria-hidden />;
    case 'undone':
      return <UndoneIcon color="warning" aria-hidden />;
    case 'skipped':
      return <SkippedIcon color="disabled" aria-hidden />;
    default:
      return <PendingIcon color="disabled" aria-hidden />;
  }
}

/** One step on the line. */
export function StepRow(props: {
  step: OperationStep;
  last: boolean;
  /** the time, in milliseconds */
  now: number;
}) {
  const { step, last, now } = props;
  const duration = stepDuration(step, now);
  const facts = [
    WORDS[step.state],
    duration !== undefined && formatDuration(duration),
    step.attempts > 1 && plural(step.attempts, 'attempt'),
  ].filter(Boolean);
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.5 }}>
      <Box
        sx={{
          display: 'flex',
          flexDirection: 'column',
          alignItems: 'center',
          width: 24,
          pt: 0.25,
        }}
      >
        <StepIcon state={step.state} />
        {!last && (
          <Box sx={{ flex: 1, width: 2, bgcolor: 'divider', my: 0.5 }} />
        )}
      </Box>
      <Box sx={{ pb: last ? 0 : 2, minWidth: 0 }}>
        <Typography
          fontWeight={600}
          color={step.state === 'pending' ? 'text.secondary' : 'text.primary'}
        >
          {step.title}{' '}
          <Typography component="span" variant="body2" color="text.secondary">
            {facts.join(' · ')}
          </Typography>
        </Typography>
        {step.message && (
          <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
            {step.message}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
