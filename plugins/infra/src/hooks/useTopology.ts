import type {
  ImpactQueryInput,
  RackQueryInput,
  TopologyQueryInput,
} from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;
const options = { pollMs: () => POLL_MS };

/** Racks with what is in them. */
export function useRacks(query: RackQueryInput) {
  const client = useInfraClient();
  return useQuery(
    JSON.stringify(query),
    signal => client.listRacks(query, { signal }),
    options,
  );
}

/** What stands on what. */
export function useTopology(query: TopologyQueryInput) {
  const client = useInfraClient();
  return useQuery(
    JSON.stringify(query),
    signal => client.getTopology(query, { signal }),
    options,
  );
}

/** What goes down with something; nothing is asked without a target. */
export function useImpact(query: ImpactQueryInput) {
  const client = useInfraClient();
  return useQuery(
    query.target ? JSON.stringify(query) : undefined,
    signal => client.getImpact(query, { signal }),
    options,
  );
}

/** What a row stands on, and what stands on it. */
export function useRelations(ref: string) {
  const client = useInfraClient();
  return useQuery(ref, signal => client.getRelations(ref, { signal }), options);
}
