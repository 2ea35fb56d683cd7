import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

/** What an approver has to know about a request; nothing is asked while the id is undefined. */
export function useDecision(id: string | undefined) {
  const client = useInfraClient();
  return useQuery(id, signal => client.getDecision(id ?? '', { signal }));
}
