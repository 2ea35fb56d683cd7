import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** Capacity of the estate. */
export function useCapacity() {
  const client = useInfraClient();
  return useQuery('capacity', signal => client.getCapacity({ signal }), {
    pollMs: () => POLL_MS,
  });
}
