import type { InventoryItem, ReadProblem } from '@ironstage/plugin-infra-node';
import {
  callerOf,
  createTestServices,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { FakeProvider } from '../__testUtils__/FakeProvider';

const databases = createTestDatabases();
const rui = callerOf('rui', 'platform');

const volume = (n: number, status = 'available'): InventoryItem => ({
  kind: 'volume',
  externalId: `v-${n}`,
  name: `volume-${n}`,
  status,
  attributes: {},
});

const volumes = {
  kind: ['volume' as const],
  sort: 'name',
  limit: 200,
  offset: 0,
};

describe.each(databases.eachSupportedId())(
  'Readings that are not whole (%s)',
  engine => {
    async function setUp(rows: InventoryItem[]) {
      const knex = await databases.init(engine);
      const provider = new FakeProvider().seed();
      provider.rows.set('volume', rows);
      Object.assign(provider.inventory, {
        kinds: [...provider.inventory.kinds, 'volume'],
      });
      const test = await createTestServices(knex, { provider });
      const { inventory } = test.services.stores;
      const names = async () =>
        (await inventory.list(volumes, 'all')).items.map(row => row.name);
      const status = async () =>
        (await test.services.guarded.inventory.providers(rui))[0];
      /** Makes the reader tell of something that it leaves out of the volumes. */
      const leaveOut = (
        rest: InventoryItem[],
        externalId?: string,
        more: Partial<ReadProblem> = {},
      ) => {
        const { pages } = provider.inventory;
        jest
          .spyOn(provider.inventory, 'pages')
          .mockImplementation((kind, options) =>
            (async function* read() {
              if (kind === 'volume') {
                options?.onProblem?.({
                  kind,
                  externalId,
                  ...more,
                  message: 'A volume could not be read: it has no size.',
                });
                yield rest;
                return;
              }
              yield* pages(kind, options);
            })(),
          );
      };
      await test.syncNow();
      return { ...test, knex, names, status, leaveOut };
    }

    it('keep what was known of a row that can not be read, and say so', async () => {
      const { syncNow, names, status, leaveOut } = await setUp([
        volume(1),
        volume(2),
      ]);
      leaveOut([volume(2, 'in-use')], 'v-1');

      await syncNow();

      expect(await names()).toEqual(['volume-1', 'volume-2']);
      expect(await status()).toMatchObject({
        state: 'ok',
        skipped: [
          {
            kind: 'volume',
            count: 1,
            problems: ['A volume could not be read: it has no size.'],
          },
        ],
      });
    });

    it('remove a row that is gone beside one that can not be read', async () => {
      const { syncNow, names, leaveOut } = await setUp([
        volume(1),
        volume(2),
        volume(3),
      ]);
      leaveOut([volume(3)], 'v-1');

      await syncNow();

      expect(await names()).toEqual(['volume-1', 'volume-3']);
    });

    it('remove nothing when it can not be told which rows are missing', async () => {
      const { syncNow, names, leaveOut } = await setUp([volume(1), volume(2)]);
      leaveOut([volume(2)]);

      await syncNow();

      expect(await names()).toEqual(['volume-1', 'volume-2']);
    });

    it('remove a row that is gone while only a part of the others is missing', async () => {
      const { syncNow, names, status, leaveOut } = await setUp([
        volume(1),
        volume(2),
      ]);
      leaveOut([volume(2)], undefined, { allRows: true });

      await syncNow();

      expect(await names()).toEqual(['volume-2']);
      expect((await status()).skipped).toMatchObject([{ count: 1 }]);
    });

    it('forget what was left out once it can be read again', async () => {
      const { syncNow, status, leaveOut } = await setUp([volume(1)]);
      leaveOut([], 'v-1');
      await syncNow();
      jest.restoreAllMocks();

      await syncNow();

      expect((await status()).skipped).toEqual([]);
    });

    it.each([1, 3, 10])(
      'wait for a person when all %d rows of a kind are gone at once',
      async count => {
        const rows = Array.from({ length: count }, (_, n) => volume(n));
        const { syncNow, names, status, provider, services } = await setUp(
          rows,
        );
        provider.rows.set('volume', []);

        await syncNow();
        await syncNow();

        expect(await names()).toHaveLength(count);
        expect(await status()).toMatchObject({
          state: 'held',
          message: expect.stringContaining(
            `${count} volume${count === 1 ? ' is' : 's are'} missing`,
          ),
        });
        await services.guarded.inventory.confirmRemovals('fake-1', rui);
        await syncNow();
        expect(await names()).toEqual([]);
        expect((await status()).state).toBe('ok');
      },
    );

    it('keep a confirmation that came while the provider could not be read', async () => {
      const { syncNow, names, provider, services } = await setUp([volume(1)]);
      provider.rows.set('volume', []);
      await syncNow();
      await services.guarded.inventory.confirmRemovals('fake-1', rui);
      provider.failing.set('volume', 0);
      await syncNow();
      expect(await names()).toEqual(['volume-1']);
      provider.failing.clear();

      await syncNow();

      expect(await names()).toEqual([]);
    });

    it('take a row whose texts have a NUL in them, without it', async () => {
      const { names, knex } = await setUp([
        {
          ...volume(1),
          name: 'volume\0-1',
          attributes: { serial: 'S\0N', literal: '\\u0000' },
        },
      ]);

      expect(await names()).toEqual(['volume-1']);
      const [attributes] = await knex('infra_resources')
        .where({ kind: 'volume' })
        .pluck('attributes');
      expect(JSON.parse(attributes)).toEqual({
        serial: 'SN',
        literal: '\\u0000',
      });
    });

    it('write nothing when a row comes twice with two faces', async () => {
      const { syncNow, provider } = await setUp([volume(1)]);
      provider.rows.set('volume', [volume(1), volume(1, 'in-use')]);

      expect(await syncNow()).toMatchObject({ written: 0, removed: 0 });
    });
  },
);

describe.each(databases.eachSupportedId())(
  'A provider that nobody reads any more (%s)',
  engine => {
    it('is called stale with its rows, whatever was written down last', async () => {
      const knex = await databases.init(engine);
      const { services, syncNow } = await createTestServices(knex, {
        config: { infra: { sync: { frequencySeconds: 10 } } },
      });
      await syncNow();
      const { inventory } = services.guarded;
      expect((await inventory.providers(rui))[0].state).toBe('ok');
      const ago = new Date(Date.now() - 120_000).toISOString();
      await knex('infra_providers').update({ finished_at: ago });

      const [status] = await inventory.providers(rui);
      const page = await inventory.list({ ...volumes, kind: ['flavor'] }, rui);
      const capacity = await services.guarded.capacity.overview(rui, true);

      expect(status).toMatchObject({
        state: 'stale',
        message: expect.stringContaining(
          'It was last read 120 s ago and is to be read every 10 s',
        ),
      });
      expect(page.items.every(row => row.stale)).toBe(true);
      expect(page.errors).toHaveLength(1);
      expect(capacity.providers[0].stale).toBe(true);
    });

    it('is told of when its first reading does not end', async () => {
      const knex = await databases.init(engine);
      const { services } = await createTestServices(knex);
      const ago = new Date(Date.now() - 600_000).toISOString();
      await knex('infra_providers').insert({
        id: 'fake-1',
        state: 'pending',
        begun_at: ago,
      });

      expect(
        (await services.guarded.inventory.providers(rui))[0],
      ).toMatchObject({
        state: 'pending',
        message: 'Its first reading began 600 s ago and has not ended.',
      });
    });
  },
);
