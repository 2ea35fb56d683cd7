import {
  GiB,
  vector,
  type ResourceQuery,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { connectDatabase } from '../database/migrate';
import { createTestDatabases } from '../__testUtils__/databases';
import { KnexInventoryStore } from './KnexInventoryStore';

const databases = createTestDatabases();

const item = (
  externalId: string,
  changes: Partial<InventoryItem> = {},
): InventoryItem => ({
  kind: 'instance',
  externalId,
  name: `vm-${externalId}`,
  status: 'active',
  attributes: {},
  ...changes,
});

const query = (changes: Partial<ResourceQuery> = {}): ResourceQuery => ({
  sort: 'name',
  limit: 50,
  offset: 0,
  ...changes,
});

describe.each(databases.eachSupportedId())(
  'KnexInventoryStore (%s)',
  engine => {
    const source = { provider: 'p1', site: 's1' };

    async function setUp(items: InventoryItem[]) {
      const knex = await databases.init(engine);
      await connectDatabase({ getClient: async () => knex });
      const store = new KnexInventoryStore(knex, 60_000);
      await store.upsert(source, items);
      const names = async (
        asked: ResourceQuery,
        visibility: Parameters<typeof store.list>[1] = 'all',
      ) => (await store.list(asked, visibility)).items.map(row => row.name);
      return { knex, store, names };
    }

    it('pages without overlap in a stable order', async () => {
      const { store } = await setUp(
        Array.from({ length: 25 }, (_, n) => item(`${n}`, { name: 'same' })),
      );
      const seen = new Set<string>();
      for (const offset of [0, 10, 20]) {
        const { items, total } = await store.list(
          query({ limit: 10, offset }),
          'all',
        );
        expect(total).toBe(25);
        items.forEach(row => seen.add(row.ref));
      }
      expect(seen.size).toBe(25);
    });

    it('reads all rows page by page, as far as they are asked for', async () => {
      const { knex, store } = await setUp(
        Array.from({ length: 600 }, (_, n) =>
          item(`${n}`, { name: `vm-${n % 7}` }),
        ),
      );
      const { limit, offset, ...asked } = query({ sort: '-status' });
      const all = await store.list({ ...asked, limit: 1000, offset: 0 }, 'all');
      const refs: string[] = [];
      for await (const rows of store.pages(asked, 'all')) {
        refs.push(...rows.map(row => row.ref));
      }
      expect(refs).toEqual(all.items.map(row => row.ref));

      let statements = 0;
      knex.on('query', () => statements++);
      for await (const rows of store.pages(asked, 'all')) {
        expect(rows).toHaveLength(250);
        const sofar = statements;
        await new Promise(resolve => setImmediate(resolve));
        expect(statements).toBe(sofar);
        break;
      }
      const sofar = statements;
      await new Promise(resolve => setTimeout(resolve, 20));
      expect(statements).toBe(sofar);
      const none = [];
      for await (const rows of store.pages(asked, 'none')) {
        none.push(...rows);
      }
      expect(none).toEqual([]);
    });

    it('finds by a part of the name, the id or an address, whatever the case', async () => {
      const { names } = await setUp([
        item('aaa', { name: 'Checkout' }),
        item('bbb', { name: 'other', attributes: { addresses: ['10.1.2.3'] } }),
        item('c_c', { name: 'odd%name' }),
      ]);

      expect(await names(query({ q: 'CHECK' }))).toEqual(['Checkout']);
      expect(await names(query({ q: '10.1.2' }))).toEqual(['other']);
      expect(await names(query({ q: 'd%n' }))).toEqual(['odd%name']);
      expect(await names(query({ q: '%' }))).toEqual(['odd%name']);
      expect(await names(query({ q: '_' }))).toEqual(['odd%name']);
    });

    it('finds rows by the project and the team that they belong to now', async () => {
      const { store, names, knex } = await setUp([
        item('1', { projectExternalId: 't1', name: 'one\nline' }),
        item('2', { projectExternalId: 't2' }),
      ]);
      const tenant = { provider: 'p1', externalId: 't1' };
      const found = async () =>
        Promise.all(
          ['Payments-Prod', 'group:default/pay', 'crm-dev', 'one'].map(q =>
            names(query({ q })),
          ),
        );
      expect(await found()).toEqual([[], [], [], ['one\nline']]);

      const payments = { name: 'payments-prod', owner: 'group:default/Pay' };
      await store.assignTenant(tenant, payments);
      expect(await found()).toEqual([
        ['one\nline'],
        ['one\nline'],
        [],
        ['one\nline'],
      ]);

      await store.assignTenant(tenant, { ...payments, name: 'crm-dev' });
      await store.tidy(new AbortController().signal);
      const all = ['one\nline'];
      expect(await found()).toEqual([[], all, all, all]);

      await knex('infra_projects').insert({
        ...{ name: 'crm-dev', description: '', environment: 'dev' },
        ...{ owner: 'group:default/crm', state: 'active', quota: '{}' },
        created_at: '2026-01-01',
      });
      await knex('infra_project_bindings').insert({
        ...{ provider: 'p1', external_id: 't2', project: 'crm-dev' },
      });
      await store.upsert(source, [item('2', { projectExternalId: 't2' })]);
      await store.assignTenant(tenant, null);
      expect(await found()).toEqual([[], [], ['vm-2'], all]);
    });

    it.each([
      ['serial', 'cz1234abcd'],
      ['systemUuid', '4C4C4544-0042'],
      ['macs', '52:54:00:12:34:56'],
      ['macs', '52-54-00-12-34-56'],
      ['bmcAddress', '10.9.8.7'],
      ['vendor', 'dell'],
      ['product', 'PowerEdge'],
      ['hostname', 'node-7'],
      ['fqdn', 'node-7.eu1.example'],
      ['tags', 'quarantine'],
      ['cpuModel', 'EPYC'],
      ['vendor and product', 'poweredge dell'],
    ])('finds a row by its %s, and no other: %s', async (_, q) => {
      const { names } = await setUp([
        item('wanted', {
          attributes: {
            serial: 'CZ1234ABCD',
            systemUuid: '4c4c4544-0042-3510-8052-b4c04f313233',
            macs: ['52:54:00:12:34:56'],
            bmcAddress: '10.9.8.7',
            vendor: 'Dell Inc.',
            product: 'PowerEdge R750',
            hostname: 'node-7',
            fqdn: 'node-7.eu1.example',
            tags: ['gpu', 'quarantine'],
            cpuModel: 'AMD EPYC 7543',
          },
        }),
        item('other', { attributes: { vendor: 'HPE', macs: [], serial: 7 } }),
      ]);

      expect(await names(query({ q }))).toEqual(['vm-wanted']);
    });

    it('sorts rows without a value last in both directions', async () => {
      const { names } = await setUp([
        item('1', { createdAt: '2026-01-02T00:00:00Z' }),
        item('2'),
        item('3', { createdAt: '2026-01-01T00:00:00Z' }),
      ]);

      expect(await names(query({ sort: 'createdAt' }))).toEqual([
        'vm-3',
        'vm-1',
        'vm-2',
      ]);
      expect(await names(query({ sort: '-createdAt' }))).toEqual([
        'vm-1',
        'vm-3',
        'vm-2',
      ]);
    });

    it('shows only what a permission decision lets through, rows without an owner included', async () => {
      const { knex, names } = await setUp([
        item('mine'),
        item('theirs'),
        item('nobodys'),
        item('image', { kind: 'image', attributes: { shared: true } }),
      ]);
      await knex('infra_resources')
        .where('external_id', 'mine')
        .update({ owner: 'group:default/a' });
      await knex('infra_resources')
        .where('external_id', 'theirs')
        .update({ owner: 'group:default/b' });
      const owned = { column: 'owner', values: ['group:default/a'] };
      const shared = { column: 'shared', values: [1] };

      expect(await names(query(), 'none')).toEqual([]);
      expect(await names(query(), owned)).toEqual(['vm-mine']);
      expect(await names(query(), { anyOf: [owned, shared] })).toEqual([
        'vm-image',
        'vm-mine',
      ]);
      expect(await names(query(), { not: owned })).toEqual([
        'vm-image',
        'vm-nobodys',
        'vm-theirs',
      ]);
      expect(
        await names(query(), { allOf: [{ not: owned }, { not: shared }] }),
      ).toEqual(['vm-nobodys', 'vm-theirs']);
    });

    it('prefers an exact ref or id over a name, and tells when a name is not unique', async () => {
      const { store } = await setUp([
        item('x', { name: 'y' }),
        item('y', { name: 'z' }),
        item('w', { name: 'z' }),
      ]);
      const found = async (wanted: string) =>
        (await store.resolve('instance', 'p1', wanted)).map(
          row => row.externalId,
        );

      expect(await found('y')).toEqual(['y']);
      expect(await found('instance:p1/x')).toEqual(['x']);
      expect((await found('z')).sort()).toEqual(['w', 'y']);
      expect(await store.resolve('instance', 'p2', 'x')).toEqual([]);
    });

    it('keeps large amounts exactly', async () => {
      const big = vector({ memoryBytes: 4096 * GiB, storageBytes: 2 ** 52 });
      const { store } = await setUp([item('big', { vector: big })]);

      const [row] = await store.getMany(['instance:p1/big']);

      expect(row.vector).toEqual(big);
    });

    it('forgets old tombstones, and keeps the newest entry of each row in the feed', async () => {
      const { store, knex } = await setUp([item('a'), item('b')]);
      await store.upsert(source, [item('a', { status: 'stopped' })]);
      await store.remove(['instance:p1/b']);
      const later = new Date(Date.now() + 1000).toISOString();

      await store.purge(later);

      const feed = await store.changesAfter(0, 100);
      expect(feed.map(one => one.ref)).toEqual(['instance:p1/a']);
      expect(await knex('infra_resources').pluck('external_id')).toEqual(['a']);
    });

    it('shows no change behind one that somebody has read already, whoever ends first', async () => {
      const { store, knex } = await setUp([item('a')]);
      const seen: string[] = [];
      let cursor = 0;
      const follow = async () => {
        const changes = await store.changesAfter(cursor, 100);
        cursor = changes.at(-1)?.seq ?? cursor;
        seen.push(...changes.map(({ ref }) => ref));
      };
      const other = { provider: 'p2', site: 's1' };
      const slow = await knex.transaction();
      await store.upsert(source, [item('slow')], undefined, slow);
      // has a number above and could end before
      const quick = store.upsert(other, [item('quick')]);
      await Promise.race([quick, new Promise(done => setTimeout(done, 200))]);
      if (engine !== 'SQLITE_3') {
        await follow();
      }
      await slow.commit();
      await quick;
      await follow();
      expect([...new Set(seen)].sort()).toEqual([
        'instance:p1/a',
        'instance:p1/slow',
        'instance:p2/quick',
      ]);
    });
  },
);
