import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** One project with usage and leases. */
export function useProject(name: string | undefined) {
  const client = useInfraClient();
  const result = useQuery(
    name,
    signal => client.getProject(name ?? '', { signal }),
    { pollMs: () => POLL_MS },
  );
  useOperationSignal(result.refresh);
  return result;
}
