import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/**
 * Providers and how they are doing.
 *
 * @param pollMs - milliseconds between two looks; shorter while something is awaited
 */
export function useProviders(pollMs: number = POLL_MS) {
  const client = useInfraClient();
  return useQuery('providers', signal => client.listProviders({ signal }), {
    pollMs: () => pollMs,
  });
}
