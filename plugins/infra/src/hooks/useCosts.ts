import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/**
 * What projects cost.
 *
 * @param month - `2026-11`; the current one when undefined
 */
export function useCosts(month: string | undefined) {
  const client = useInfraClient();
  return useQuery(
    `costs ${month ?? 'now'}`,
    signal => client.getCosts({ ...(month && { month }) }, { signal }),
    { pollMs: () => POLL_MS },
  );
}
