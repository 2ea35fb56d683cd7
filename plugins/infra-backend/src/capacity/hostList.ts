import type {
  HostQuery,
  HostSort,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { HostRow } from '../inventory/InventoryStore';

const FULL_OF = ['vcpus', 'memoryBytes', 'storageBytes', 'gpus'] as const;

const has = (wanted: string[] | undefined, value: string | null) =>
  !wanted?.length || (value !== null && wanted.includes(value));

function matches(host: HostRow, query: HostQuery, words: string[]): boolean {
  const text = `${host.name} ${host.ref}`.toLowerCase();
  return (
    has(query.provider, host.provider) &&
    has(query.site, host.site) &&
    has(query.zone, host.zone) &&
    has(query.status, host.status) &&
    words.every(word => text.includes(word))
  );
}

function amount(vector: ResourceVector, of: (typeof FULL_OF)[number]): number {
  return of === 'gpus'
    ? Object.values(vector.gpus).reduce((sum, one) => sum + one, 0)
    : vector[of];
}

/** Allocated of deliverable; null of a host that has nothing to fill. */
function fullness(host: HostRow, of: (typeof FULL_OF)[number]): number | null {
  const { deliverable, allocated } = host.capacity;
  const limit = amount(deliverable, of);
  const held = amount(allocated, of);
  if (limit <= 0) {
    return held > 0 ? Infinity : null;
  }
  return held / limit;
}

function keyOf(sort: HostSort): (host: HostRow) => string | number | null {
  switch (sort) {
    case 'name':
    case 'provider':
    case 'site':
    case 'zone':
    case 'status':
      return host => host[sort];
    default:
      return host => fullness(host, sort);
  }
}

const compare = <T extends string | number>(a: T, b: T) =>
  Number(a > b) - Number(a < b);

/**
 * Hosts that match, in the order asked for; those that have nothing in the column come last either way round, and
 * name and ref decide between equals.
 */
export function hostList(hosts: HostRow[], query: HostQuery): HostRow[] {
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const descending = query.sort.startsWith('-');
  const key = keyOf(query.sort.replace(/^-/, '') as HostSort);
  const direction = descending ? -1 : 1;
  return hosts
    .filter(host => matches(host, query, words))
    .map(host => ({ host, value: key(host) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        return (
          Number(a.value === null) - Number(b.value === null) ||
          compare(a.host.name, b.host.name) ||
          compare(a.host.ref, b.host.ref)
        );
      }
      return (
        direction * compare(a.value, b.value) ||
        compare(a.host.name, b.host.name) ||
        compare(a.host.ref, b.host.ref)
      );
    })
    .map(({ host }) => host);
}
