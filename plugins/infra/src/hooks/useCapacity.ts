import { useInfraClient } from './useInfraClient';
import { useOperationSignal } from './useOperationSignal';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** Capacity of the estate. */
export function useCapacity() {
  const client = useInfraClient();
  const result = useQuery(
    'capacity',
    signal => client.getCapacity({ signal }),
    {
      pollMs: () => POLL_MS,
    },
  );
  useOperationSignal(result.refresh);
  return result;
}
