import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** How a provider's control plane was doing when it was last asked; nothing is asked when the id is undefined. */
export function useProviderHealth(id: string | undefined) {
  const client = useInfraClient();
  return useQuery(
    id,
    signal => client.getProviderHealth(id ?? '', { signal }),
    { pollMs: () => POLL_MS },
  );
}
