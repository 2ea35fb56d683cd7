import type { ResourceFiltersInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** How many rows of the inventory there are of each kind, provider, site, status, project and owner. */
export function useResourceFacets(filters: ResourceFiltersInput) {
  const client = useInfraClient();
  return useQuery(
    JSON.stringify(filters),
    signal => client.getResourceFacets(filters, { signal }),
    { pollMs: () => POLL_MS },
  );
}
