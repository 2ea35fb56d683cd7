import {
  isEndState,
  type OperationDetails,
} from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const RUNNING_POLL_MS = 3_000;
const WAITING_POLL_MS = 15_000;

function pause(operation: OperationDetails | undefined): number | undefined {
  if (!operation || operation.state === 'pending_approval') {
    return WAITING_POLL_MS;
  }
  return isEndState(operation.state) ? undefined : RUNNING_POLL_MS;
}

/** One operation with its history, followed until it ends. */
export function useOperation(id: string) {
  const client = useInfraClient();
  const result = useQuery(id, signal => client.getOperation(id, { signal }), {
    pollMs: pause,
  });
  useOperationSignal(result.refresh);
  return result;
}
