import {
  callerOf,
  createTestServices,
  TEST_CONFIG,
  TEST_SSH_KEY,
  until,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';

const databases = createTestDatabases();
const dana = callerOf('dana', 'payments');

describe.each(databases.eachSupportedId())('LeaseEnforcer (%s)', engine => {
  async function withInstance() {
    const knex = await databases.init(engine);
    const test = await createTestServices(knex, { config: TEST_CONFIG });
    const { operations, runner, enforcer } = test.services.jobs;
    const finish = async (request: { type: string; input: object }) => {
      const { id } = await operations.submit(
        request as Parameters<typeof operations.submit>[0],
        dana,
      );
      await until(async () => (await operations.get(id)).state === 'succeeded');
      return operations.get(id);
    };
    await test.syncNow();
    runner.start();
    await finish({
      type: 'project.create',
      input: {
        team: 'group:default/payments',
        environment: 'dev',
        provider: 'fake-1',
      },
    });
    await test.syncNow();
    const done = await finish({
      type: 'instance.create',
      input: {
        project: 'payments-dev',
        name: 'vm-1',
        flavor: 'small',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
        leaseDays: 1,
      },
    });
    const ref = done.result!.resources[0];
    const end = (column: string) =>
      knex('infra_leases')
        .where({ ref })
        .update({ [column]: new Date(Date.now() - 1000).toISOString() });
    const state = async () =>
      (await knex('infra_leases').where({ ref }).first()).state;
    return { ...test, ref, end, state, enforcer, runner };
  }

  it('leaves a running lease alone', async () => {
    const { enforcer, state, runner } = await withInstance();

    await enforcer.run();

    expect(await state()).toBe('active');
    await runner.stop();
  });

  it('warns and grants grace when a lease ends, and deletes the instance after that', async () => {
    const { enforcer, end, state, sent, provider, runner, services } =
      await withInstance();

    await end('ends_at');
    await enforcer.run();
    expect(await state()).toBe('grace');
    expect(provider.built).toHaveLength(1);
    expect(sent.at(-1)).toMatchObject({
      recipients: { entityRef: 'user:default/dana' },
      payload: { title: 'The lease of vm-1 has ended' },
    });

    const ofType = async (type: string) =>
      (
        await services.stores.operations.list(
          { type: [type], limit: 10, offset: 0 },
          'all',
        )
      ).items;
    await until(
      async () => (await ofType('instance.stop'))[0]?.state === 'succeeded',
    );
    await end('grace_ends_at');
    await enforcer.run();
    await enforcer.run();
    await until(async () => (await state()) === 'released');

    expect(provider.built).toEqual([]);
    expect(await ofType('instance.delete')).toHaveLength(1);
    await runner.stop();
  });
});
