import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** Providers and how they are doing. */
export function useProviders() {
  const client = useInfraClient();
  return useQuery('providers', signal => client.listProviders({ signal }), {
    pollMs: () => POLL_MS,
  });
}
