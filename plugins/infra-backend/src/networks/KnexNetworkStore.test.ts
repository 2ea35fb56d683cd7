import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import { KnexInventoryStore } from '../inventory/KnexInventoryStore';
import { KnexNetworkStore } from './KnexNetworkStore';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('KnexNetworkStore (%s)', engine => {
  it('reads the networks that the caller may see, by name', async () => {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    const inventory = new KnexInventoryStore(knex, 60_000);
    await inventory.upsert({ provider: 'p1', site: 's1' }, [
      {
        ...{ kind: 'network', externalId: '1', name: 'b', status: 'active' },
        projectExternalId: 't1',
        attributes: { cidrs: ['10.0.0.0/24'] },
      },
      {
        ...{ kind: 'network', externalId: '2', name: 'a', status: 'active' },
        attributes: { shared: true },
      },
      {
        ...{ kind: 'network', externalId: '3', name: 'c', status: 'active' },
        attributes: {},
      },
      {
        ...{ kind: 'image', externalId: '4', name: 'd', status: 'active' },
        attributes: { shared: true },
      },
    ]);
    await inventory.remove(['network:p1/3']);
    const store = new KnexNetworkStore(knex);

    expect(await store.networks(10, 'all')).toEqual([
      {
        ...{ ref: 'network:p1/2', name: 'a', provider: 'p1', site: 's1' },
        ...{ project: null, owner: null, ofTenant: false },
        attributes: { shared: true },
      },
      {
        ...{ ref: 'network:p1/1', name: 'b', provider: 'p1', site: 's1' },
        ...{ project: null, owner: null, ofTenant: true },
        attributes: { cidrs: ['10.0.0.0/24'] },
      },
    ]);
    expect(await store.networks(1, 'all')).toHaveLength(1);
    expect(
      (await store.networks(10, { column: 'shared', values: [1] })).map(
        ({ name }) => name,
      ),
    ).toEqual(['a']);
  });
});
