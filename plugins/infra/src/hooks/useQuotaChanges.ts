import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const SHOWN = 20;

/** The latest changes of a project's quota. */
export function useQuotaChanges(project: string) {
  const client = useInfraClient();
  const result = useQuery(project, signal =>
    client.listQuotaChanges(project, { limit: SHOWN }, { signal }),
  );
  useOperationSignal(result.refresh);
  return result;
}
