import fc from 'fast-check';
import { sameHost, swappedSystemUuid, type HostFacts } from './hostIdentity';
import { HostIndex, joinHosts } from './hostIndex';

const UUIDS = [
  '4c4c4544-0035-4810-8052-b4c04f4b4000',
  '8d1f3a52-77aa-4e0b-9c1d-2f6b1f0a9e11',
];

const arbitraryFacts: fc.Arbitrary<HostFacts> = fc.record(
  {
    systemUuid: fc.constantFrom(
      ...UUIDS,
      swappedSystemUuid(UUIDS[0]),
      UUIDS[1].toUpperCase(),
      '00000000-0000-0000-0000-000000000000',
    ),
    serial: fc.constantFrom('CZ7QK181', ' cz7qk181', 'To be filled by O.E.M.'),
    macs: fc.subarray([
      '3c:ec:ef:00:00:01',
      '3C-EC-EF-00-00-01',
      'be:3a:f2:b6:05:9f',
      '00:00:00:00:00:00',
    ]),
    bmcAddress: fc.constantFrom('10.250.0.5', '10.250.0.6', '127.0.0.1'),
    addresses: fc.subarray(['10.0.0.5', '127.0.0.1', 'FE80::1', '10.0.0.6 ']),
    name: fc.constantFrom('n1', 'N1.example.org.', 'n1.b', 'n2', 'localhost'),
    site: fc.constantFrom('eu1', 'us1'),
  },
  { requiredKeys: [] },
);

it('finds just those that a comparison with each would find', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryFacts, { maxLength: 8 }),
      arbitraryFacts,
      (hosts, wanted) => {
        const found = new HostIndex(hosts, facts => facts).find(wanted);
        const brute = hosts.flatMap(item => {
          const verdict = sameHost(wanted, item);
          return verdict.by && verdict.verdict !== 'different'
            ? [{ item, verdict }]
            : [];
        });
        expect(new Set(found)).toEqual(new Set(brute));
      },
    ),
    { numRuns: 2000 },
  );
});

type Known = HostFacts & { source?: string };

const joined = (machines: Known[], hosts: Known[]) =>
  joinHosts<Known>(machines, hosts, {
    factsOf: facts => facts,
    sourceOf: ({ source }) => source ?? 'one',
  })
    .map(
      ({ machine, host, certain, verdict }) =>
        `${machines.indexOf(machine)}-${hosts.indexOf(host)} ${
          certain ? 'is' : 'may be'
        } by ${verdict.by}`,
    )
    .sort();

const site = 'eu1';

describe('a join of machines and hosts', () => {
  it('believes the most trusted fact, and tells what else might be', () => {
    const machines = [
      { systemUuid: UUIDS[0], name: 'r1-n1', site },
      { name: 'cpu-7', site },
    ];
    expect(
      joined(machines, [{ systemUuid: UUIDS[0], name: 'cpu-7', site }]),
    ).toEqual(['0-0 is by systemUuid', '1-0 may be by name']);
  });

  it('is a doubt when two machines have what tells', () => {
    const machines = [
      { serial: 'CZ7QK181', systemUuid: UUIDS[0] },
      { serial: 'CZ7QK181', systemUuid: UUIDS[1] },
    ];
    expect(joined(machines, [{ serial: 'CZ7QK181' }])).toEqual([
      '0-0 may be by serial',
      '1-0 may be by serial',
    ]);
  });

  it('is a doubt when two hosts claim one machine', () => {
    const hosts = [
      { addresses: ['10.0.0.5'], name: 'a', site },
      { addresses: ['10.0.0.6'], name: 'b', site },
    ];
    expect(
      joined([{ addresses: ['10.0.0.5', '10.0.0.6'], site }], hosts),
    ).toEqual(['0-0 may be by address', '0-1 may be by address']);
  });

  it('is certain for both when two sources know one machine, and a doubt when one knows two', () => {
    const machines = (other: string) => [
      { serial: 'CZ7QK181', source: 'a' },
      { serial: 'CZ7QK181', source: other },
    ];
    const host = { serial: 'cz7qk181' };
    expect(joined(machines('b'), [host])).toEqual([
      '0-0 is by serial',
      '1-0 is by serial',
    ]);
    expect(joined(machines('a'), [host])).toEqual([
      '0-0 may be by serial',
      '1-0 may be by serial',
    ]);
  });
});
