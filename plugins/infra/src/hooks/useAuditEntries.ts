import type { AuditQueryInput } from '@ironstage/plugin-infra-common';
import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;

/** Entries of the audit chain, the newest first. */
export function useAuditEntries(query: AuditQueryInput) {
  const client = useInfraClient();
  return useQuery(
    `audit ${JSON.stringify(query)}`,
    signal => client.listAudit(query, { signal }),
    { pollMs: () => POLL_MS },
  );
}
