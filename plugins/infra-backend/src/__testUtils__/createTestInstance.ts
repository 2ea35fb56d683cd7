import type { OperationDetails } from '@ironstage/plugin-infra-common';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Caller } from '../http/Caller';
import {
  callerOf,
  createTestServices,
  TEST_SSH_KEY,
  until,
} from './createTestServices';

const dana = callerOf('dana', 'payments');

/** The plugin's services with a project `payments-dev` and an instance `vm-1` that dana made. */
export async function createTestInstance(
  knex: Knex,
  options: { permissions?: PermissionsService; config?: object } = {},
) {
  const test = await createTestServices(knex, options);
  const { operations, runner } = test.services.jobs;
  const { inventory, projects } = test.services.stores;

  const submit = (type: string, input: object, caller: Caller = dana) =>
    operations.submit({ type, input: { ...input } }, caller);

  /** Has the runner carry an operation to its end. */
  async function ended(id: string): Promise<OperationDetails> {
    runner.kick();
    await until(async () =>
      ['succeeded', 'failed'].includes((await operations.get(id)).state),
    );
    return operations.get(id);
  }

  const run = async (type: string, input: object) =>
    ended((await submit(type, input)).id);

  async function succeed(type: string, input: object) {
    const done = await run(type, input);
    expect(done).toMatchObject({ state: 'succeeded', failure: null });
    return done;
  }

  await test.syncNow();
  await succeed('project.create', {
    team: 'group:default/payments',
    environment: 'dev',
    provider: 'fake-1',
  });
  await test.syncNow();
  const made = await succeed('instance.create', {
    project: 'payments-dev',
    name: 'vm-1',
    flavor: 'small',
    image: 'baseos',
    sshPublicKey: TEST_SSH_KEY,
  });
  const [ref] = made.result!.resources;

  return {
    ...test,
    ...{ knex, runner, operations, ref, submit, ended, run, succeed, dana },
    actions: test.provider.instanceActions,
    row: async () => (await inventory.getMany([ref]))[0],
    reserved: () => projects.reservations({ projects: ['payments-dev'] }),
    usage: async () => {
      const project = await projects.find('payments-dev');
      return (await test.services.usage.usage([project!])).get('payments-dev')!;
    },
  };
}

/** {@inheritDoc createTestInstance} */
export type TestInstance = Awaited<ReturnType<typeof createTestInstance>>;
