import type { ClusterResources } from './types';
import type { GuestRow } from './types';

/** The lower, the more a row tells of a guest. */
function rank(row: GuestRow): number {
  if (row.status === 'unknown') {
    return 2;
  }
  return row.status === 'stopped' ? 1 : 0;
}

/** Which of two rows of one guest to believe, in whatever order they come. */
function isBetter(one: GuestRow, other: GuestRow): boolean {
  return rank(one) === rank(other)
    ? one.node < other.node
    : rank(one) < rank(other);
}

/**
 * Each thing once: a guest that changes nodes while the cluster is read may be told of by both, and
 * which row comes last must not decide where it is.
 */
export function eachOnce(resources: ClusterResources): ClusterResources {
  const guests = new Map<number, GuestRow>();
  for (const row of resources.guests) {
    const known = guests.get(row.vmid);
    if (!known || isBetter(row, known)) {
      guests.set(row.vmid, row);
    }
  }
  const once = <T>(rows: readonly T[], key: (row: T) => string) => [
    ...new Map(rows.map(row => [key(row), row])).values(),
  ];
  return {
    ...resources,
    guests: [...guests.values()],
    nodes: once(resources.nodes, row => row.node),
    storages: once(resources.storages, row => `${row.node}/${row.storage}`),
  };
}
