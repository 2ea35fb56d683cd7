import type { HostQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** A page of hosts; nothing is asked when the query is undefined. */
export function useCapacityHosts(query: HostQueryInput | undefined) {
  const client = useInfraClient();
  const result = useQuery(
    query && JSON.stringify(query),
    signal => client.listCapacityHosts(query ?? {}, { signal }),
    { pollMs: () => POLL_MS },
  );
  useOperationSignal(result.refresh);
  return result;
}
