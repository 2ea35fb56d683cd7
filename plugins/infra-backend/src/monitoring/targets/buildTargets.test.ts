import fc from 'fast-check';
import { ConfigReader } from '@backstage/config';
import { readMonitoring } from '../../config/readMonitoring';
import { addressIn, networkOf } from './addresses';
import { TargetList, type TargetFacts } from './buildTargets';
import type { TargetRow } from './TargetReader';

const row = (changes: Partial<TargetRow> = {}): TargetRow => ({
  ref: 'instance:os-eu1/1',
  kind: 'instance',
  provider: 'os-eu1',
  name: 'api-1',
  status: 'active',
  site: 'eu1',
  zone: null,
  project: 'payments-dev',
  owner: 'group:default/payments',
  attributes: { addresses: ['10.0.0.4', '10.0.0.5'] },
  hasGpus: false,
  ...changes,
});

const facts = (changes: Partial<TargetFacts> = {}): TargetFacts => ({
  ports: readMonitoring(undefined).ports,
  addressOf: addressIn([]),
  roleOf: () => null,
  racks: new Map(),
  environments: new Map([['payments-dev', 'dev']]),
  ...changes,
});

function listOf(rows: TargetRow[], changes?: Partial<TargetFacts>) {
  const list = new TargetList(facts(changes));
  rows.forEach(one => list.add(one));
  return { list, groups: JSON.parse(list.toJson()) };
}

describe('a list of targets', () => {
  it('tells where something is, what it is for and whose it is', () => {
    const machine = row({
      ref: 'machine:maas/7',
      kind: 'machine',
      provider: 'maas',
      name: 'n7',
      status: 'deployed',
      project: null,
      owner: null,
      hasGpus: true,
      attributes: { addresses: ['fd00::7'], rack: 'by MAAS' },
    });
    const { groups, list } = listOf([row(), machine], {
      racks: new Map([['machine:maas/7', 'r12']]),
      roleOf: one => (one.kind === 'machine' ? 'gpu' : null),
    });
    const labels = {
      name: 'n7',
      kind: 'machine',
      provider: 'maas',
      resource: 'machine:maas/7',
      site: 'eu1',
      rack: 'r12',
      role: 'gpu',
    };
    expect(groups).toEqual([
      {
        targets: ['10.0.0.4:9100'],
        labels: {
          name: 'api-1',
          kind: 'instance',
          provider: 'os-eu1',
          resource: 'instance:os-eu1/1',
          site: 'eu1',
          team: 'payments',
          project: 'payments-dev',
          environment: 'dev',
          job: 'node',
        },
      },
      { targets: ['[fd00::7]:9100'], labels: { ...labels, job: 'node' } },
      { targets: ['[fd00::7]:9400'], labels: { ...labels, job: 'dcgm' } },
    ]);
    expect([list.targets, list.jobs]).toEqual([3, { node: 2, dcgm: 1 }]);
  });

  it('leaves out what does not run and what has no address, and names it', () => {
    const { groups, list } = listOf([
      row({ status: 'stopped', name: 'off' }),
      row({ kind: 'machine', status: 'ready', name: 'spare' }),
      row({ attributes: {}, name: 'lost' }),
      row({ attributes: { addresses: ['127.0.0.1', 'no', 5] }, name: 'self' }),
    ]);
    expect(groups).toEqual([]);
    expect(list.notRunning.some.map(one => one.name)).toEqual(['off', 'spare']);
    expect(list.withoutAddress.some.map(one => one.name)).toEqual([
      'lost',
      'self',
    ]);
  });

  it('keeps what may be in trouble, so that it is missed', () => {
    const rows = ['error', 'unknown', 'active', 'rescue'].map(status =>
      row({ status }),
    );
    expect(listOf(rows).list.targets).toBe(4);
  });

  it('takes the address of the network that is named first, and no other', () => {
    const addressOf = addressIn(['192.168.0.0/16', 'fd00::/8']);
    expect(addressOf(['10.0.0.1', 'fd00::1', '192.168.3.4'])).toBe(
      '192.168.3.4',
    );
    expect(addressOf(['10.0.0.1', 'fd00::1'])).toBe('fd00::1');
    expect(addressOf(['10.0.0.1'])).toBeUndefined();
  });

  it('scrapes the ports that are for the kind and the role, with their labels', () => {
    const { ports } = readMonitoring(
      new ConfigReader({
        ports: [
          { port: 9100, job: 'node', kinds: ['machine'] },
          {
            ...{ port: 8443, job: 'store', roles: ['storage'] },
            ...{ path: '/stats', scheme: 'https', labels: { tier: '1' } },
          },
        ],
      }),
    );
    const { groups } = listOf([row()], { ports, roleOf: () => 'storage' });
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      targets: ['10.0.0.4:8443'],
      labels: {
        job: 'store',
        tier: '1',
        __metrics_path__: '/stats',
        __scheme__: 'https',
      },
    });
    expect(listOf([row()], { ports }).groups).toEqual([]);
  });

  it('is such that no version of Prometheus refuses it, whatever things are called', () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('\ud800', 'a\nb', '"', '\\', '\u0000', ' '),
    );
    const any = fc.oneof(wild, fc.integer(), fc.constant(null), fc.object());
    fc.assert(
      fc.property(
        fc.record({ name: wild, site: wild, owner: wild, project: wild }),
        fc.array(any),
        any,
        (names, addresses, rack) => {
          const attributes = { addresses: ['10.9.8.7', ...addresses], rack };
          const machine = { kind: 'machine', status: 'deployed' } as const;
          const { groups } = listOf([
            row({ ...machine, ...names, attributes }),
          ]);
          expect(groups).toHaveLength(1);
          const [{ targets, labels, ...more }] = groups;
          expect(more).toEqual({});
          expect(targets).toEqual(['10.9.8.7:9100']);
          for (const [name, value] of Object.entries<unknown>(labels)) {
            expect(name).toMatch(/^[a-z_][a-z0-9_]*$/);
            expect(typeof value).toBe('string');
            // eslint-disable-next-line no-control-regex -- what must not be there
            expect(value).toMatch(/^[^\u0000-\u001f]+$/u);
            expect([...String(value)].length).toBeLessThanOrEqual(200);
            expect(Buffer.from(String(value)).toString()).toBe(value);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the configuration of monitoring', () => {
  it.each([
    [{ ports: [{ port: 0, job: 'x' }] }, 'infra.monitoring.ports[0].port'],
    [{ ports: [{ port: 1, job: 'x', kinds: ['image'] }] }, '"image"'],
    [{ ports: [{ port: 1, job: 'x', path: 'm' }] }, 'must begin with /'],
    [{ ports: [{ port: 1, job: 'x', scheme: 'ftp' }] }, 'http or https'],
    [
      { ports: [{ port: 1, job: 'x', labels: { 'a-b': '1' } }] },
      `"a-b" can't be a label`,
    ],
    [
      { ports: [{ port: 1, job: 'x', labels: { team: '1' } }] },
      `"team" can't be a label`,
    ],
    [{ networks: ['10.0.0.0'] }, '"10.0.0.0" is no network'],
    [{ networks: ['10.0.0.0/33'] }, 'is no network'],
    [{ networks: ['300.0.0.0/8'] }, 'is no network'],
  ])('%j is refused in plain words', (config, words) => {
    expect(() => readMonitoring(new ConfigReader(config))).toThrow(words);
  });

  it('takes every network that it lets pass', () => {
    for (const cidr of ['10.0.0.0/8', '0.0.0.0/0', '::/0', 'fd00::/8']) {
      readMonitoring(new ConfigReader({ networks: [cidr] }));
      expect(() => networkOf(cidr)).not.toThrow();
    }
  });
});
