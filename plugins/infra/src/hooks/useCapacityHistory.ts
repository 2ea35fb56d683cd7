import type { CapacityHistoryQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

/** Samples come every five minutes. */
const POLL_MS = 5 * 60_000;

/** A stretch of time that ends now. */
export interface HistoryQuestion
  extends Pick<CapacityHistoryQueryInput, 'class' | 'provider'> {
  /** how long it is, in milliseconds */
  lengthMs: number;
}

/** Capacity over the last days. */
export function useCapacityHistory(question: HistoryQuestion) {
  const client = useInfraClient();
  return useQuery(
    JSON.stringify(question),
    signal => {
      const { lengthMs, ...query } = question;
      const from = new Date(Date.now() - lengthMs).toISOString();
      return client.getCapacityHistory({ ...query, from }, { signal });
    },
    { pollMs: () => POLL_MS },
  );
}
