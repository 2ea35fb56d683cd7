import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { KnexInventoryStore } from '../inventory/KnexInventoryStore';
import { KnexImageStore } from './KnexImageStore';

const databases = createTestDatabases();
const signal = new AbortController().signal;

const OS = { provider: 'os-1', site: 's1' };
const MAAS = { provider: 'maas-1', site: 's1' };
const TEAM = 'group:default/shop';

const image = (
  externalId: string,
  attributes: InventoryItem['attributes'],
): InventoryItem => ({
  kind: 'image',
  externalId,
  name: `name-${externalId}`,
  status: 'active',
  attributes,
});

const instance = (
  externalId: string,
  changes: Partial<InventoryItem> = {},
): InventoryItem => ({
  kind: 'instance',
  externalId,
  name: `vm-${externalId}`,
  status: 'active',
  attributes: { image: 'eu-a1-2025.01' },
  ...changes,
});

const machine = (externalId: string, status: string): InventoryItem => ({
  kind: 'machine',
  externalId,
  name: externalId,
  status,
  attributes: { os: 'ubuntu/jammy' },
});

const owned = { anyOf: [{ column: 'owner', values: [TEAM] }] } as never;

describe.each(databases.eachSupportedId())('KnexImageStore (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const inventory = new KnexInventoryStore(knex, 60_000);
    await inventory.upsert(OS, [
      image('a', { shared: true }),
      image('b', { shared: true, snapshot: true }),
      instance('1', { projectExternalId: 't1' }),
      instance('2', { projectExternalId: 't1' }),
      instance('3'),
      instance('4', { attributes: {} }),
    ]);
    await inventory.upsert(MAAS, [
      machine('m1', 'deployed'),
      machine('m2', 'ready'),
    ]);
    await inventory.assignTenant(
      { provider: 'os-1', externalId: 't1' },
      { name: 'shop-dev', owner: TEAM },
    );
    const images = new KnexImageStore(knex);
    await images.countUses(signal);
    return { knex, inventory, images };
  }

  const told = (uses: Awaited<ReturnType<KnexImageStore['uses']>>) =>
    uses
      .map(one => `${one.count} ${one.kind} ${one.image} ${one.project ?? '-'}`)
      .sort();

  it('tells images from snapshots', async () => {
    const { images } = await setUp();
    expect(await images.copies(10, 'all')).toEqual([
      {
        ref: 'image:os-1/a',
        provider: 'os-1',
        externalId: 'a',
        name: 'name-a',
        status: 'active',
        createdAt: null,
      },
    ]);
    expect(await images.snapshots('all')).toBe(1);
    expect(await images.copies(10, 'none')).toEqual([]);
    expect(await images.snapshots('none')).toBe(0);
  });

  it('counts who runs what, and of machines those that are deployed', async () => {
    const { images } = await setUp();
    expect(told(await images.uses('all'))).toEqual([
      '1 instance eu-a1-2025.01 -',
      '1 machine ubuntu/jammy -',
      '2 instance eu-a1-2025.01 shop-dev',
    ]);
  });

  it('tells a team of its own only', async () => {
    const { images } = await setUp();
    expect(told(await images.uses(owned))).toEqual([
      '2 instance eu-a1-2025.01 shop-dev',
    ]);
    expect(await images.uses('none')).toEqual([]);
  });

  it('follows what is removed, renamed and given away', async () => {
    const { images, inventory } = await setUp();
    await inventory.remove(['instance:os-1/1', 'machine:maas-1/m1']);
    await inventory.upsert(OS, [
      instance('3', { attributes: { image: 'eu-a1-2025.02' } }),
    ]);
    await images.countUses(signal);
    expect(told(await images.uses('all'))).toEqual([
      '1 instance eu-a1-2025.01 shop-dev',
      '1 instance eu-a1-2025.02 -',
    ]);
  });

  it('counts nothing where nothing has changed', async () => {
    const { images, knex } = await setUp();
    await knex('infra_image_uses').delete();
    await images.countUses(signal);
    expect(await images.uses('all')).toEqual([]);
    // another replica, and one that has just started, know nothing yet
    await new KnexImageStore(knex).countUses(signal);
    expect(await images.uses('all')).toHaveLength(3);
  });
});
