import { createTestDatabases } from '../__testUtils__/databases';
import { createTestInstance } from '../__testUtils__/createTestInstance';
import { TEST_CONFIG } from '../__testUtils__/createTestServices';

const databases = createTestDatabases();

const KEEPING = {
  infra: { ...TEST_CONFIG.infra, lease: { undoHours: 24 } },
};

describe.each(databases.eachSupportedId())('a deletion (%s)', engine => {
  async function setUp(config: object = KEEPING) {
    const test = await createTestInstance(await databases.init(engine), {
      config,
    });
    const { enforcer } = test.services.jobs;
    const { leases, operations } = test.services.stores;
    const lease = async () => (await leases.find(test.ref))!;
    const on = { ref: test.ref };
    /** the enforcer comes by, and all that it asks for is done */
    const enforce = async () => {
      await enforcer.run();
      const { items } = await operations.list(
        { type: ['instance.stop', 'instance.delete'], limit: 50, offset: 0 },
        'all',
      );
      for (const { id } of items) {
        await test.ended(id);
      }
      await test.syncNow();
    };
    const pastUndo = () =>
      test.knex('infra_leases').update({
        grace_ends_at: new Date(Date.now() - 1000).toISOString(),
      });
    return { ...test, lease, on, enforce, pastUndo };
  }

  it('stops the instance and keeps it, until it is taken back', async () => {
    const test = await setUp();
    const before = await test.lease();
    const done = await test.succeed('instance.delete', test.on);
    expect(done.title).toMatch(
      /^Delete vm-1 in payments-dev, kept until \w+day /,
    );
    expect(done.result?.resources).toEqual([test.ref]);
    const kept = await test.lease();
    expect(kept).toMatchObject({ state: 'grace', endsAt: before.endsAt });
    const hours = (Date.parse(kept.graceEndsAt) - Date.now()) / 3600_000;
    expect(hours).toBeGreaterThan(23);
    expect(hours).toBeLessThanOrEqual(24);
    await test.enforce();
    expect((await test.row()).status).toBe('stopped');
    expect(test.provider.built).toHaveLength(1);
    await expect(test.submit('instance.start', test.on)).rejects.toThrow(
      'vm-1 is deleted: take that back before you start it.',
    );
    await expect(test.submit('instance.delete', test.on)).rejects.toThrow(
      /vm-1 is deleted already, and kept until .*: take that back, or have it deleted at once/,
    );

    await test.succeed('instance.undelete', test.on);
    expect(await test.lease()).toEqual(before);
    await test.enforce();
    await test.succeed('instance.start', test.on);
    expect((await test.row()).name).toBe('vm-1');
  });

  it('stops it again when it is deleted again', async () => {
    const test = await setUp();
    await test.succeed('instance.delete', test.on);
    await test.enforce();
    await test.succeed('instance.undelete', test.on);
    await test.succeed('instance.start', test.on);
    await test.syncNow();
    await test.succeed('instance.delete', test.on);
    await test.enforce();
    expect((await test.row()).status).toBe('stopped');
  });

  it('is carried out once the time to take it back is over, and too late to take back then', async () => {
    const test = await setUp();
    await test.succeed('instance.delete', test.on);
    await test.enforce();
    await test.pastUndo();
    await test.enforce();
    expect(test.provider.built).toEqual([]);
    expect((await test.lease()).state).toBe('released');
    await expect(test.submit('instance.undelete', test.on)).rejects.toThrow(
      /vm-1|no instance/,
    );
    expect(test.sent.map(({ payload }) => payload.description)).toContain(
      'It was deleted, and the time to take that back is over.',
    );
  });

  it.each([
    ['it is to be at once', KEEPING, { immediately: true }],
    ['the portal keeps nothing', TEST_CONFIG, {}],
  ])('is carried out at once when %s', async (_, config, more) => {
    const test = await setUp(config);
    const { title } = await test.succeed('instance.delete', {
      ...test.on,
      ...more,
    });
    expect(title).toBe('Delete vm-1 in payments-dev');
    expect(test.provider.built).toEqual([]);
  });

  it('is carried out at once of what is kept already, when that is asked for', async () => {
    const test = await setUp();
    await test.succeed('instance.delete', test.on);
    await test.succeed('instance.delete', { ...test.on, immediately: true });
    expect(test.provider.built).toEqual([]);
    expect((await test.lease()).state).toBe('released');
  });

  it('can not be taken back of what is not deleted, or has come to the end of its lease', async () => {
    const test = await setUp();
    await expect(test.submit('instance.undelete', test.on)).rejects.toThrow(
      'vm-1 is not deleted.',
    );
    await test.knex('infra_leases').update({
      state: 'grace',
      ends_at: new Date(Date.now() - 1000).toISOString(),
    });
    await expect(test.submit('instance.undelete', test.on)).rejects.toThrow(
      'vm-1 was not deleted, its lease has ended: extend it instead.',
    );
  });
});
