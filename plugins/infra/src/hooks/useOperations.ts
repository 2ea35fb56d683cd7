import {
  isEndState,
  type OperationQueryInput,
} from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const BUSY_POLL_MS = 10_000;
const QUIET_POLL_MS = 60_000;

/** Operations, newest first; nothing is asked when the query is undefined. */
export function useOperations(query: OperationQueryInput | undefined) {
  const client = useInfraClient();
  const result = useQuery(
    query && JSON.stringify(query),
    signal => client.listOperations(query ?? {}, { signal }),
    {
      pollMs: page =>
        page?.items.some(operation => !isEndState(operation.state))
          ? BUSY_POLL_MS
          : QUIET_POLL_MS,
    },
  );
  useOperationSignal(result.refresh);
  return result;
}
