import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 5 * 60_000;

/** When each class of capacity runs out, of some providers or of all. */
export function useCapacityForecast(provider: string[]) {
  const client = useInfraClient();
  return useQuery(
    JSON.stringify(provider),
    signal => client.getCapacityForecast({ provider }, { signal }),
    { pollMs: () => POLL_MS },
  );
}
