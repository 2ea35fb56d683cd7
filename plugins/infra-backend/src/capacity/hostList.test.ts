import {
  HOST_SORTS,
  hostQuerySchema,
  vector,
} from '@ironstage/plugin-infra-common';
import fc from 'fast-check';
import type { HostRow } from '../inventory/InventoryStore';
import { hostList } from './hostList';

const amounts = fc
  .record({
    vcpus: fc.nat(4),
    memoryBytes: fc.nat(4),
    storageBytes: fc.nat(4),
    gpus: fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(2)),
  })
  .map(vector);

const host = fc
  .record({
    id: fc.nat(1000),
    name: fc.constantFrom('r1-n1', 'r1-n2', 'R2-n1'),
    provider: fc.constantFrom('p', 'q'),
    site: fc.constantFrom('eu1', null),
    zone: fc.constantFrom('a', 'b', null),
    status: fc.constantFrom('up', 'down'),
    deliverable: amounts,
    allocated: amounts,
  })
  .map(
    ({ id, deliverable, allocated, ...row }): HostRow => ({
      ...row,
      ref: `hypervisor:${row.provider}/${id}`,
      kind: 'hypervisor',
      capacity: {
        total: deliverable,
        reserved: vector(),
        deliverable,
        allocated,
      },
    }),
  );

const hosts = fc.uniqueArray(host, { selector: row => row.ref });
const query = fc
  .record(
    {
      provider: fc.subarray(['p', 'q']),
      zone: fc.subarray(['a', 'b']),
      status: fc.subarray(['up', 'down']),
      q: fc.constantFrom('', 'r1', 'N1 r', 'nothing'),
    },
    { requiredKeys: [] },
  )
  .map(one => hostQuerySchema.parse(one));

it('has the hosts that match, each once', () => {
  fc.assert(
    fc.property(hosts, query, (all, asked) => {
      const found = hostList(all, asked).map(({ ref }) => ref);
      const expected = all.filter(
        one =>
          (!asked.provider?.length || asked.provider.includes(one.provider)) &&
          (!asked.zone?.length || asked.zone.includes(one.zone ?? '')) &&
          (!asked.status?.length || asked.status.includes(one.status)) &&
          (asked.q ?? '')
            .toLowerCase()
            .split(' ')
            .every(word =>
              `${one.name} ${one.ref}`.toLowerCase().includes(word),
            ),
      );
      expect([...found].sort()).toEqual(expected.map(({ ref }) => ref).sort());
    }),
  );
});

it('has one order, whatever order it is given', () => {
  fc.assert(
    fc.property(
      hosts,
      fc.constantFrom(...HOST_SORTS.flatMap(one => [one, `-${one}`])),
      (all, sort) => {
        const asked = hostQuerySchema.parse({ sort });
        expect(hostList([...all].reverse(), asked)).toEqual(
          hostList(all, asked),
        );
      },
    ),
  );
});

it('puts the fullest first when asked to, and hosts with nothing to fill last', () => {
  const of = (name: string, deliverable: number, allocated: number) =>
    ({
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
        deliverable: vector({ vcpus: deliverable }),
        allocated: vector({ vcpus: allocated }),
      },
    } satisfies HostRow);
  const all = [of('half', 8, 4), of('none', 0, 0), of('full', 4, 4)];
  const names = (sort: string) =>
    hostList(all, hostQuerySchema.parse({ sort })).map(({ name }) => name);
  expect(names('-vcpus')).toEqual(['full', 'half', 'none']);
  expect(names('vcpus')).toEqual(['half', 'full', 'none']);
});
