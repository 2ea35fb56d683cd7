import { vector, type ResourceVector } from '@ironstage/plugin-infra-common';
import fc from 'fast-check';
import type { HostRow } from '../inventory/InventoryStore';
import { Fit } from './Fit';
import { fitCount } from './fitCount';

const amounts = (most: number) =>
  fc
    .record({
      vcpus: fc.nat(most),
      memoryBytes: fc.nat(most),
      storageBytes: fc.nat(most),
      gpus: fc.record({ a: fc.nat(most) }),
    })
    .map(vector);

/** At least one vCPU: what takes nothing fits for ever. */
const takes = amounts(2).map(one => ({ ...one, vcpus: one.vcpus + 1 }));

let made = 0;
const host = fc
  .record({
    kind: fc.constantFrom('hypervisor' as const, 'storage' as const),
    status: fc.constantFrom('up', 'up', 'up', 'down'),
    deliverable: amounts(5),
    allocated: amounts(1),
  })
  .map(({ deliverable, allocated, ...row }): HostRow => {
    made += 1;
    return {
      ...row,
      ref: `${row.kind}:p/${made}`,
      name: `n${made}`,
      provider: 'p',
      site: null,
      zone: null,
      capacity: {
        total: deliverable,
        reserved: vector(),
        deliverable,
        allocated,
      },
    };
  });

const hosts = fc.array(host, { maxLength: 4 });

/** Nothing is given away that is not there, and a storage has storage only. */
const sound = hosts.map(all =>
  all.map((one): HostRow => {
    const { deliverable, allocated } = one.capacity;
    const has =
      one.kind === 'storage'
        ? vector({ storageBytes: deliverable.storageBytes })
        : deliverable;
    const held = vector({
      vcpus: Math.min(has.vcpus, allocated.vcpus),
      memoryBytes: Math.min(has.memoryBytes, allocated.memoryBytes),
      storageBytes: Math.min(has.storageBytes, allocated.storageBytes),
    });
    return {
      ...one,
      capacity: { ...one.capacity, deliverable: has, allocated: held },
    };
  }),
);

interface Room {
  vcpus: number;
  memoryBytes: number;
  storageBytes: number;
  gpus: number;
}

/** Places one after another in every way there is, and tells the best. */
function bruteForce(size: ResourceVector, all: HostRow[]): number {
  const roomsOf = (kind: string): Room[] =>
    all
      .filter(one => one.kind === kind && one.status === 'up')
      .map(({ capacity: { deliverable, allocated } }) => ({
        vcpus: deliverable.vcpus - allocated.vcpus,
        memoryBytes: deliverable.memoryBytes - allocated.memoryBytes,
        storageBytes: deliverable.storageBytes - allocated.storageBytes,
        gpus: (deliverable.gpus.a ?? 0) - (allocated.gpus.a ?? 0),
      }));
  const known = new Map<string, number>();
  const best = (machines: Room[], disks: Room[]): number => {
    const key = JSON.stringify([machines, disks]);
    const before = known.get(key);
    if (before !== undefined) {
      return before;
    }
    let most = 0;
    machines.forEach((room, index) => {
      const gpus = size.gpus.a ?? 0;
      const hasRoom =
        room.vcpus >= size.vcpus &&
        (size.memoryBytes === 0 || room.memoryBytes >= size.memoryBytes) &&
        (gpus === 0 || room.gpus >= gpus);
      if (!hasRoom) {
        return;
      }
      const held = {
        ...room,
        vcpus: room.vcpus - size.vcpus,
        memoryBytes: room.memoryBytes - size.memoryBytes,
        gpus: room.gpus - gpus,
      };
      const diskFits = (one: Room) =>
        size.storageBytes === 0 || one.storageBytes >= size.storageBytes;
      const less = (one: Room) => ({
        ...one,
        storageBytes: one.storageBytes - size.storageBytes,
      });
      if (diskFits(room)) {
        most = Math.max(
          most,
          1 + best(machines.with(index, less(held)), disks),
        );
      }
      disks.forEach((disk, at) => {
        if (diskFits(disk)) {
          most = Math.max(
            most,
            1 + best(machines.with(index, held), disks.with(at, less(disk))),
          );
        }
      });
    });
    known.set(key, most);
    return most;
  };
  return best(roomsOf('hypervisor'), roomsOf('storage'));
}

it('counts as many as can be placed in the best of all ways', () => {
  fc.assert(
    fc.property(takes, sound, (size, all) => {
      expect(fitCount(size, all).fits).toBe(bruteForce(size, all));
    }),
    { numRuns: 1000 },
  );
});

it('is none exactly when a request for one is refused', async () => {
  await fc.assert(
    fc.asyncProperty(takes, hosts, amounts(3), async (size, all, promised) => {
      const fit = new Fit(
        {
          hosts: async () => all,
          placedOperations: async () => [],
          getMany: async () => [],
        } as never,
        {
          reservations: async () => [{ operationId: 'o', vector: promised }],
        } as never,
      );
      const problems = await fit.check('p', size, 'flavor');
      const { fits } = fitCount(size, all, await fit.promised('p'));
      expect(fits > 0).toBe(problems.length === 0);
    }),
  );
});

it('loses to fragments what the sum would have room for, and never more fit without a host', () => {
  fc.assert(
    fc.property(takes, sound, (size, all) => {
      const count = fitCount(size, all);
      expect(count.fitsInTotal).toBe(count.fits + count.fragmentation);
      expect(count.fitsWithoutAHost).toBeLessThanOrEqual(count.fits);
      for (const gone of all.filter(one => one.kind === 'hypervisor')) {
        const rest = all.filter(one => one !== gone);
        expect(count.fitsWithoutAHost).toBeLessThanOrEqual(
          bruteForce(size, rest),
        );
      }
      expect(count.hosts.every(one => one.fits > 0)).toBe(true);
    }),
  );
});

it('names the roomiest host first', () => {
  const of = (name: string, vcpus: number): HostRow => ({
    ref: `hypervisor:p/${name}`,
    kind: 'hypervisor',
    name,
    provider: 'p',
    site: null,
    zone: null,
    status: 'up',
    capacity: {
      total: vector(),
      reserved: vector(),
      deliverable: vector({ vcpus }),
      allocated: vector(),
    },
  });
  const { hosts: found, ...count } = fitCount(vector({ vcpus: 4 }), [
    of('a', 6),
    of('b', 3),
    of('c', 9),
  ]);
  expect(found.map(({ name, fits }) => [name, fits])).toEqual([
    ['c', 2],
    ['a', 1],
  ]);
  expect(count).toEqual({
    fits: 3,
    fitsInTotal: 4,
    fragmentation: 1,
    fitsWithoutAHost: 1,
  });
});
