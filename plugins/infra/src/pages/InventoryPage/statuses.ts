import {
  INSTANCE_STATUSES,
  MACHINE_STATUSES,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';

/** Statuses that rows of a kind can have, where that is known before any is seen. */
const KNOWN: Partial<Record<ResourceKind, readonly string[]>> = {
  instance: INSTANCE_STATUSES,
  machine: MACHINE_STATUSES,
};

/**
 * Statuses to choose from: those of the chosen kind, or those of the rows on the page where no
 * kind is chosen.
 *
 * @param seen - statuses of the rows on the page
 */
export function statusesOf(
  kind: ResourceKind | undefined,
  seen: string[],
): string[] {
  const known = (kind && KNOWN[kind]) ?? [];
  // what is deleted is no longer in the inventory
  return [...new Set([...known, ...seen])].filter(
    status => status !== 'deleted',
  );
}
