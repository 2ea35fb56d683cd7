import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

/** Naming rules, limits and defaults. */
export function usePolicy() {
  const client = useInfraClient();
  return useQuery('policy', signal => client.getPolicy({ signal }));
}
