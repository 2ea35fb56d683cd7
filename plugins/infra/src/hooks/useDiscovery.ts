import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** Tokens by which monitoring systems read their targets. */
export function useDiscoveryTokens() {
  const client = useInfraClient();
  return useQuery(
    'discovery tokens',
    signal => client.listDiscoveryTokens({ signal }),
    { pollMs: () => POLL_MS },
  );
}

/** What a monitoring system is told of a scope; nothing is asked when that is undefined. */
export function useDiscovery(scope: string | undefined) {
  const client = useInfraClient();
  return useQuery(
    scope,
    signal => client.getDiscovery(scope ?? '', { signal }),
    { pollMs: () => POLL_MS },
  );
}
