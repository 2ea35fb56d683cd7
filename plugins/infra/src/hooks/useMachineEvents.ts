import type { MachineEventRow } from '@ironstage/plugin-infra-common';
import { useState } from 'react';
import { useAction } from './useAction';
import { useInfraClient } from './useInfraClient';
import { useQuery } from './useQuery';

const POLL_MS = 30_000;
const PAGE = 10;

interface Older {
  ref: string;
  items: MachineEventRow[];
  next: number | null;
}

/** What happened to a machine, newest first; older events are asked for page by page. */
export function useMachineEvents(ref: string) {
  const client = useInfraClient();
  const [older, setOlder] = useState<Older>();
  const newest = useQuery(
    ref,
    signal => client.listResourceEvents(ref, { limit: PAGE }, { signal }),
    { pollMs: () => POLL_MS },
  );
  const kept = older?.ref === ref ? older : undefined;
  const next = kept ? kept.next : newest.value?.next ?? null;
  const more = useAction(async () => {
    const page = await client.listResourceEvents(ref, {
      limit: PAGE,
      before: next ?? undefined,
    });
    setOlder({
      ref,
      items: [...(kept?.items ?? newest.value?.items ?? []), ...page.items],
      next: page.next,
    });
  });
  const byId = new Map(
    [...(newest.value?.items ?? []), ...(kept?.items ?? [])].map(
      event => [event.id, event] as const,
    ),
  );
  return {
    ...newest,
    value: newest.value && [...byId.values()].sort((a, b) => b.id - a.id),
    more: next === null ? undefined : more,
  };
}
