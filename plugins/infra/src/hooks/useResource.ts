import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** One row of the inventory. */
export function useResource(ref: string | undefined) {
  const client = useInfraClient();
  const result = useQuery(
    ref,
    signal => client.getResource(ref ?? '', { signal }),
    {
      pollMs: () => POLL_MS,
    },
  );
  useOperationSignal(result.refresh);
  return result;
}
