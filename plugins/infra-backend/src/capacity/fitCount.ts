import {
  addVectors,
  subtractVectors,
  sumVectors,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { HostRow } from '../inventory/InventoryStore';

/** How many more of one size there is room for. */
export interface FitCount {
  fits: number;
  fitsInTotal: number;
  fragmentation: number;
  fitsWithoutAHost: number;
  /** those with room, the roomiest first */
  hosts: Array<{ ref: string; name: string; fits: number }>;
}

const freeOf = ({ capacity }: HostRow) =>
  subtractVectors(capacity.deliverable, capacity.allocated);

/** As often as something of no size is said to fit. */
const MOST = 1_000_000;

/** How many times something goes into an amount. */
const times = (size: number, room: number) =>
  size > 0 ? Math.max(0, Math.floor(room / size)) : MOST;

/** How many fit into an amount of everything but storage. */
function besidesStorage(takes: ResourceVector, free: ResourceVector): number {
  return Math.min(
    times(takes.vcpus, free.vcpus),
    times(takes.memoryBytes, free.memoryBytes),
    ...Object.entries(takes.gpus).map(([model, count]) =>
      times(count, free.gpus[model] ?? 0),
    ),
  );
}

const inAll = (takes: ResourceVector, free: ResourceVector) =>
  Math.min(
    besidesStorage(takes, free),
    times(takes.storageBytes, free.storageBytes),
  );

/**
 * Counts how many more of a size the hosts of one provider have room for. A disk lies on the host's own storage or on a
 * shared one, whole.
 *
 * @param hosts - of one provider; those that are not up count for nothing
 * @param promised - what open requests will take that no host has counted yet
 */
export function fitCount(
  takes: ResourceVector,
  hosts: HostRow[],
  promised: ResourceVector = vector(),
): FitCount {
  const up = hosts.filter(({ status }) => status === 'up');
  const shared = up.filter(({ kind }) => kind === 'storage').map(freeOf);
  const slots = shared
    .map(free => times(takes.storageBytes, free.storageBytes))
    .reduce((sum, one) => sum + one, 0);
  const rooms = up
    .filter(({ kind }) => kind === 'hypervisor')
    .map(host => {
      const free = freeOf(host);
      const most = besidesStorage(takes, free);
      const own = Math.min(most, times(takes.storageBytes, free.storageBytes));
      return { host, free, own, more: most - own };
    });
  const sum = (of: (room: (typeof rooms)[number]) => number) =>
    rooms.reduce((all, one) => all + of(one), 0);
  const own = sum(one => one.own);
  const more = sum(one => one.more);
  const packed = own + Math.min(slots, more);
  const fitting = rooms.filter(
    one => one.own > 0 || (one.more > 0 && slots > 0),
  );
  const allFree = sumVectors([...rooms.map(({ free }) => free), ...shared]);
  const left = subtractVectors(
    sumVectors([...fitting.map(({ free }) => free), ...shared]),
    promised,
  );
  const withoutOne = rooms.map(({ host, free, own: o, more: m }) =>
    Math.min(
      own - o + Math.min(slots, more - m),
      inAll(
        takes,
        subtractVectors(
          allFree,
          addVectors(addVectors(free, host.capacity.allocated), promised),
        ),
      ),
    ),
  );
  const fits = Math.min(packed, inAll(takes, left));
  const fitsInTotal = inAll(takes, allFree);
  return {
    fits,
    fitsInTotal,
    fragmentation: Math.max(0, fitsInTotal - packed),
    fitsWithoutAHost: Math.min(fits, ...withoutOne),
    hosts: fitting
      .map(({ host, own: o, more: m }) => ({
        ref: host.ref,
        name: host.name,
        fits: o + Math.min(m, slots),
      }))
      .sort((a, b) => b.fits - a.fits || Number(a.name > b.name) - 0.5),
  };
}
