import type { ApprovalQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** What waits for a decision of the reader, the oldest first. */
export function useApprovals(query: ApprovalQueryInput) {
  const client = useInfraClient();
  const result = useQuery(
    JSON.stringify(query),
    signal => client.listApprovals(query, { signal }),
    { pollMs: () => POLL_MS },
  );
  useOperationSignal(result.refresh);
  return result;
}

/** How much waits for a decision of the reader; undefined while nobody knows. @public */
export function useWaitingCount(): number | undefined {
  return useApprovals({ limit: 1 }).value?.total;
}
