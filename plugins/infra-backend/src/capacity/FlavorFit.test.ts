import { createTestDatabases } from '../__testUtils__/databases';
import {
  callerOf,
  createTestServices,
} from '../__testUtils__/createTestServices';

const databases = createTestDatabases();
const rui = callerOf('rui', 'platform');

describe.each(databases.eachSupportedId())('fit (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    const { services, syncNow, provider } = await createTestServices(knex);
    await syncNow();
    const flavors = await services.stores.inventory.list(
      {
        kind: ['flavor'],
        sort: 'name',
        limit: 10,
        offset: 0,
      },
      'all',
    );
    return { services, syncNow, provider, flavors: flavors.items };
  }

  it('tells of a flavor by its name, id or ref how many more there is room for, and where', async () => {
    const { services, flavors } = await setUp();
    const [flavor] = flavors;
    const answers = await Promise.all(
      [flavor.name, flavor.externalId, flavor.ref].map(one =>
        services.guarded.capacity.fit({ flavor: one }, rui),
      ),
    );
    const [{ items }] = answers;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      provider: flavor.provider,
      flavor: { ref: flavor.ref, name: flavor.name },
      takes: flavor.vector,
    });
    expect(items[0].fits).toBeGreaterThan(0);
    expect(items[0].hosts?.length).toBeGreaterThan(0);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('says that there is no such flavor, and where to look for one', async () => {
    const { services, flavors } = await setUp();
    await expect(
      services.guarded.capacity.fit({ flavor: 'colour' }, rui),
    ).rejects.toThrow(/There is no flavor colour.*inventory/);
    await expect(
      services.guarded.capacity.fit(
        { flavor: flavors[0].name, provider: ['nowhere'] },
        rui,
      ),
    ).rejects.toThrow(/nowhere/);
  });
});
