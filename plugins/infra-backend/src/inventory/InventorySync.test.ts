import {
  createTestServices,
  callerOf,
  TEST_CONFIG,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import {
  ProviderError,
  type InventoryItem,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';

const databases = createTestDatabases();
const rui = callerOf('rui', 'platform');

function instances(count: number): InventoryItem[] {
  return Array.from({ length: count }, (_, n) => ({
    kind: 'instance',
    externalId: `i-${n}`,
    name: `vm-${String(n).padStart(4, '0')}`,
    status: 'active',
    projectExternalId: 'legacy',
    attributes: { addresses: [`10.0.0.${n}`] },
  }));
}

const everything = {
  kind: ['instance' as const],
  sort: 'name',
  limit: 200,
  offset: 0,
};

describe.each(databases.eachSupportedId())('InventorySync (%s)', engine => {
  async function setUp(count = 100) {
    const knex = await databases.init(engine);
    const provider = new FakeProvider().seed();
    provider.rows.set('instance', instances(count));
    const test = await createTestServices(knex, {
      provider,
      config: TEST_CONFIG,
    });
    const { inventory } = test.services.stores;
    const list = () => inventory.list(everything, 'all');
    const changes = async () =>
      (await inventory.changesAfter(0, 10_000)).length;
    const status = async () =>
      (await test.services.guarded.inventory.providers(rui))[0];
    return { ...test, inventory, list, changes, status };
  }

  it('takes over everything, and writes nothing when nothing changed', async () => {
    const { syncNow, list, changes, status } = await setUp();

    const first = await syncNow();
    const written = await changes();
    const second = await syncNow();

    expect(first).toMatchObject({ written: 105, removed: 0, failures: [] });
    expect(second).toMatchObject({ written: 0, removed: 0 });
    expect(await changes()).toBe(written);
    expect((await list()).total).toBe(100);
    expect(await status()).toMatchObject({ state: 'ok', message: null });
  });

  it('writes only the rows that changed', async () => {
    const { syncNow, provider, list } = await setUp();
    await syncNow();
    provider.rows.get('instance')![7].status = 'stopped';

    expect((await syncNow()).written).toBe(1);

    const { items } = await list();
    expect(items[7].status).toBe('stopped');
  });

  it('removes nothing when a read fails half-way, and marks the rows as stale', async () => {
    const { syncNow, provider, list, status } = await setUp();
    await syncNow();
    provider.failing.set('instance', 3);

    const result = await syncNow();

    expect(result.removed).toBe(0);
    const { items, total } = await list();
    expect(total).toBe(100);
    expect(items.every(row => row.stale)).toBe(true);
    expect(await status()).toMatchObject({
      state: 'degraded',
      message: "Fake fake-1 can't be reached; see infra.fake[0].",
    });
  });

  it('is no longer stale once the provider can be read again', async () => {
    const { syncNow, provider, list } = await setUp();
    await syncNow();
    provider.failing.set('instance', 0);
    await syncNow();
    provider.failing.clear();

    await syncNow();

    expect((await list()).items.some(row => row.stale)).toBe(false);
  });

  it('tells of a set-up that is wrong although everything can be read', async () => {
    const { syncNow, provider, list, status } = await setUp();
    const wrong = (kind: ProviderErrorKind) => () => {
      throw new ProviderError({
        provider: provider.id,
        kind,
        message: 'There is no storage "nowhere"; check infra.fake[0].storage.',
      });
    };
    provider.interfere = wrong('misconfigured');
    const result = await syncNow();

    expect(result.failures).toEqual([]);
    expect(await status()).toMatchObject({
      state: 'degraded',
      message: 'There is no storage "nowhere"; check infra.fake[0].storage.',
    });
    expect((await list()).items.some(row => row.stale)).toBe(false);

    // a check that does not get through says nothing about the set-up
    provider.interfere = wrong('timeout');
    await syncNow();
    expect(await status()).toMatchObject({ state: 'ok', message: null });
  });

  it('removes a few missing rows, which leave tombstones for the feed', async () => {
    const { syncNow, provider, list, inventory } = await setUp();
    await syncNow();
    const last = (await inventory.changesAfter(0, 10_000)).at(-1)!.seq;
    provider.rows.set('instance', instances(95));

    expect((await syncNow()).removed).toBe(5);

    expect((await list()).total).toBe(95);
    const refs = (await inventory.changesAfter(last, 100)).map(one => one.ref);
    expect(refs).toHaveLength(5);
    expect(await inventory.getMany(refs)).toEqual([]);
  });

  it('holds a removal of more than a fifth until somebody confirms it', async () => {
    const { syncNow, provider, list, status, services } = await setUp();
    await syncNow();
    provider.rows.set('instance', instances(60));

    expect(await syncNow()).toMatchObject({
      removed: 0,
      held: [{ kind: 'instance', count: 40 }],
    });
    expect((await list()).total).toBe(100);
    expect((await status()).state).toBe('held');

    await services.guarded.inventory.confirmRemovals('fake-1', rui);
    expect(await syncNow()).toMatchObject({ removed: 40, held: [] });
    expect((await list()).total).toBe(60);
    expect((await status()).state).toBe('ok');
  });

  it('does not bring back what was removed while it was reading', async () => {
    const { syncNow, provider, inventory, list } = await setUp(3);
    await syncNow();
    const { items } = await list();
    const pages = provider.inventory.pages;
    provider.rows.get('instance')![0].status = 'stopped';
    jest.spyOn(provider.inventory, 'pages').mockImplementation(kind =>
      (async function* read() {
        for await (const page of pages(kind)) {
          if (kind === 'instance') {
            await inventory.remove([items[0].ref]);
          }
          yield page;
        }
      })(),
    );

    await syncNow();

    expect((await list()).total).toBe(2);
  });

  it('does not remove what was put on record while it was reading', async () => {
    const { syncNow, provider, inventory, list } = await setUp(3);
    await syncNow();
    const [fresh] = instances(1);
    const pages = provider.inventory.pages;
    jest.spyOn(provider.inventory, 'pages').mockImplementation(kind =>
      (async function* read() {
        for await (const page of pages(kind)) {
          yield page;
          if (kind === 'instance') {
            await inventory.upsert({ provider: 'fake-1', site: 'lab' }, [
              { ...fresh, externalId: 'i-new', name: 'brand-new' },
            ]);
          }
        }
      })(),
    );

    await syncNow();

    expect((await list()).items.map(row => row.name)).toContain('brand-new');
  });

  it('does not remove a row that was written again while it was reading', async () => {
    const { syncNow, provider, inventory, list } = await setUp(3);
    await syncNow();
    const [first, ...rest] = instances(3);
    provider.rows.set('instance', rest);
    const pages = provider.inventory.pages;
    jest.spyOn(provider.inventory, 'pages').mockImplementation(kind =>
      (async function* read() {
        for await (const page of pages(kind)) {
          yield page;
          if (kind === 'instance') {
            await inventory.upsert({ provider: 'fake-1', site: 'lab' }, [
              first,
            ]);
          }
        }
      })(),
    );

    await syncNow();

    expect((await list()).total).toBe(3);
  });
});
