import type { SegmentQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 60_000;

/** Networks by what they are for. */
export function useNetworkSegments(query: SegmentQueryInput) {
  const client = useInfraClient();
  return useQuery(
    JSON.stringify(query),
    signal => client.listNetworkSegments(query, { signal }),
    { pollMs: () => POLL_MS },
  );
}
