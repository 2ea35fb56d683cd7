import {
  isEndState,
  type OperationDetails,
} from '@ironstage/plugin-infra-common';
import Box from '@mui/material/Box';
import { EmptyNote } from '../../components';
import { StepRow } from './StepRow';
import { useNow } from './useNow';

/** The steps of an operation with what they did and how long they took, live while it runs. */
export function StepTimeline({ operation }: { operation: OperationDetails }) {
  const live = operation.steps.some(({ state }) => state === 'running');
  const now = useNow(live);
  if (operation.steps.length === 0) {
    return (
      <EmptyNote
        title={
          isEndState(operation.state)
            ? 'No step was taken'
            : 'No step has begun'
        }
      />
    );
  }
  return (
    <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {operation.steps.map((step, index) => (
        <StepRow
          key={step.name}
          step={step}
          last={index === operation.steps.length - 1}
          now={now}
        />
      ))}
    </Box>
  );
}
