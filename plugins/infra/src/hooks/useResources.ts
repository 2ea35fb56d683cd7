import type { ResourceQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** Rows of the inventory; nothing is asked when the query is undefined. */
export function useResources(query: ResourceQueryInput | undefined) {
  const client = useInfraClient();
  const result = useQuery(
    query && JSON.stringify(query),
    signal => client.listResources(query ?? {}, { signal }),
    { pollMs: () => POLL_MS },
  );
  useOperationSignal(result.refresh);
  return result;
}
