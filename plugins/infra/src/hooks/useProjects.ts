import type { ProjectQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** Projects with their usage; nothing is asked when the query is undefined. */
export function useProjects(query: ProjectQueryInput | undefined) {
  const client = useInfraClient();
  const result = useQuery(
    query && JSON.stringify(query),
    signal => client.listProjects(query ?? {}, { signal }),
    { pollMs: () => POLL_MS },
  );
  useOperationSignal(result.refresh);
  return result;
}
