import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { createTestDatabases } from '../../__testUtils__/databases';
import { connectDatabase } from '../../database/migrate';
import { KnexInventoryStore } from '../../inventory/KnexInventoryStore';
import { Estate } from './Estate';
import { KnexEstateReader } from './EstateReader';

const databases = createTestDatabases();

const instance = (externalId: string): InventoryItem => ({
  kind: 'instance',
  externalId,
  name: externalId,
  status: 'active',
  attributes: {},
});

describe.each(databases.eachSupportedId())(
  'the inventory in memory (%s)',
  engine => {
    async function setUp(maxRows: number) {
      const knex = await databases.init(engine);
      await connectDatabase({ getClient: async () => knex });
      const store = new KnexInventoryStore(knex, 60_000);
      const source = { provider: 'p1', site: 's1' };
      await store.upsert(source, ['a', 'b', 'c'].map(instance));
      const estate = new Estate(new KnexEstateReader(knex), store, maxRows);
      return { store, estate };
    }

    it('holds as many rows as it may', async () => {
      const { estate } = await setUp(3);
      expect((await estate.now()).size).toBe(3);
    });

    it('is not read when there is more than may be held, and says which key to set', async () => {
      const { estate, store } = await setUp(2);
      await expect(estate.now()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringMatching(
          /stops at 2 rows; the inventory has 3\..*infra\.topology\.maxRows/,
        ),
      });
      await store.remove(['instance:p1/a']);
      expect((await estate.now()).size).toBe(2);
    });
  },
);
