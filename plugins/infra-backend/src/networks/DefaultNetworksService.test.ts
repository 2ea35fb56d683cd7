import {
  DEFAULT_SEGMENT_RULES,
  segmentQuerySchema,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import { DefaultNetworksService } from './DefaultNetworksService';
import type { NetworkRow } from './NetworkStore';

const network = (
  name: string,
  cidrs: string[],
  changes: Partial<NetworkRow> = {},
): NetworkRow => ({
  ref: `network:${changes.provider ?? 'maas'}/${name}`,
  name,
  provider: 'maas',
  site: 'eu1',
  project: null,
  owner: null,
  ofTenant: false,
  ...changes,
  attributes: { cidrs, ...changes.attributes },
});

const cloud = { provider: 'os', ofTenant: true };

async function segments(
  rows: NetworkRow[],
  asked: object = {},
  visibility: Visibility = 'all',
) {
  const service = new DefaultNetworksService({
    networks: { networks: async limit => rows.slice(0, limit) },
    inventory: { issues: async () => [] },
    rules: DEFAULT_SEGMENT_RULES,
  });
  return service.segments(
    segmentQuerySchema.parse(asked),
    {} as Caller,
    visibility,
  );
}

const overlapsOf = async (rows: NetworkRow[]) =>
  (await segments(rows)).items.flatMap(({ name, overlaps }) =>
    overlaps.map(
      other => `${name} ${other.cidr} with ${other.name} ${other.otherCidr}`,
    ),
  );

describe('segments', () => {
  it('are told by role, with what their clouds know of them', async () => {
    const { items, total, roles } = await segments([
      network('net-1', ['10.9.0.0/16'], { ...cloud, project: 'shop-dev' }),
      network('storage', ['10.0.0.0/24'], {
        attributes: { gateway: '10.0.0.1', vlan: 12, usedPercent: 40 },
      }),
      network('vmbr0', []),
      network('ipmi', ['10.1.0.0/24']),
    ]);
    expect(items.map(({ name, role }) => [name, role])).toEqual([
      ['ipmi', 'oob'],
      ['storage', 'storage'],
      ['net-1', 'tenant'],
      ['vmbr0', null],
    ]);
    expect(items[1]).toMatchObject({
      ...{ gateway: '10.0.0.1', vlan: 12, usedPercent: 40 },
      ...{ overlaps: [], moreOverlaps: 0 },
    });
    expect(items[3]).toMatchObject({ gateway: null, vlan: null, cidrs: [] });
    expect(total).toBe(4);
    expect(roles).toContainEqual({ site: 'eu1', role: null, count: 1 });
  });

  it('are a tenant’s whatever a team calls them', async () => {
    const { items } = await segments([
      network('storage', [], { ...cloud, project: 'shop-dev' }),
    ]);
    expect(items[0].role).toBe('tenant');
  });

  it('overlap on both sides', async () => {
    expect(
      await overlapsOf([
        network('mgmt', ['10.0.0.0/16']),
        network('storage', ['10.0.4.0/24', '10.2.0.0/24']),
      ]),
    ).toEqual([
      'mgmt 10.0.0.0/16 with storage 10.0.4.0/24',
      'storage 10.0.4.0/24 with mgmt 10.0.0.0/16',
    ]);
  });

  it('do not overlap where that is meant', async () => {
    const same = ['10.0.0.0/24'];
    const apart = [
      network('a', same, { ...cloud, ref: 'a' }),
      network('b', same, { ...cloud, ref: 'b' }),
    ];
    const around = ['z', 'A'].map(name => network(name, ['10.0.0.0/16']));
    expect(await overlapsOf([...apart, around[0]])).toEqual([]);
    expect(await overlapsOf([around[0], ...apart])).toEqual([]);
    const twice = network('mgmt', ['10.0.0.0/16', '10.0.1.0/24']);
    expect(await overlapsOf([twice])).toEqual([]);
    expect(await overlapsOf(around)).toHaveLength(2);
    // one segment, as two clouds tell of it
    const shared = { ...cloud, attributes: { shared: true } };
    expect(
      await overlapsOf([network('mgmt', same), network('m', same, shared)]),
    ).toEqual([]);
    // the same addresses at two sites, or twice at one cloud
    expect(
      await overlapsOf([
        network('mgmt', same),
        network('m', same, { ...shared, site: 'eu2' }),
      ]),
    ).toHaveLength(2);
    expect(
      await overlapsOf([network('mgmt', same), network('oob', same)]),
    ).toHaveLength(2);
  });

  it('tell five overlaps one by one, and how many more there are', async () => {
    const { items } = await segments(
      Array.from({ length: 8 }, (_, n) =>
        network(`n${n}`, ['10.0.0.0/24'], { ref: `${n}` }),
      ),
    );
    expect([items[0].overlaps.length, items[0].moreOverlaps]).toEqual([5, 2]);
  });

  it('are missing at a site that has none of a role', async () => {
    const rows = [
      network('mgmt', []),
      network('storage', []),
      network('backup', [], { site: 'eu2' }),
    ];
    expect((await segments(rows)).missing).toEqual([
      { site: 'eu1', roles: ['oob', 'backup', 'public', 'tenant'] },
      { site: 'eu2', roles: ['oob', 'mgmt', 'storage', 'public', 'tenant'] },
    ]);
    // of what one may not see, one is not told that it is not there
    const some: Visibility = { column: 'owner', values: ['a'] };
    expect((await segments(rows, {}, some)).missing).toEqual([]);
  });

  it('are filtered and paged', async () => {
    const rows = [
      network('mgmt', ['10.0.0.0/8']),
      network('storage', ['10.0.0.0/24'], { site: 'eu2' }),
      network('ceph', [], { provider: 'os' }),
    ];
    const names = async (asked: object) =>
      (await segments(rows, asked)).items.map(({ name }) => name);
    expect(await names({ role: 'storage' })).toEqual(['storage', 'ceph']);
    expect(await names({ site: 'eu2' })).toEqual(['storage']);
    expect(await names({ provider: 'os' })).toEqual(['ceph']);
    expect(await names({ overlapping: 'true' })).toEqual(['mgmt', 'storage']);
    expect(await names({ limit: '1', offset: '1' })).toEqual(['storage']);
    expect((await segments(rows, { limit: '1' })).total).toBe(3);
  });

  it('say when there are more than are read', async () => {
    const many = Array.from({ length: 2001 }, (_, n) => network(`n${n}`, []));
    expect(await segments(many)).toMatchObject({
      ...{ isComplete: false, total: 2000, missing: [] },
    });
  });
});
