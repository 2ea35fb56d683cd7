import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** One row of the inventory. */
export function useResource(ref: string | undefined) {
  const client = useInfraClient();
  return useQuery(ref, signal => client.getResource(ref ?? '', { signal }), {
    pollMs: () => POLL_MS,
  });
}
