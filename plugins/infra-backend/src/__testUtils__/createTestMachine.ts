import type {
  MachineActionType,
  OperationDetails,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { RefusedError } from '../operations/RefusedError';
import { callerOf, createTestServices, until } from './createTestServices';
import { FakeMachines, type FakeMetal } from './FakeMachines';
import { FakeProvider } from './FakeProvider';

/** A cloud in memory that has machines, too. */
class FakeMetalProvider extends FakeProvider {
  readonly machines = new FakeMachines();
}

const rui = callerOf('rui', 'sre');

/** The plugin's services with one machine, `m-1`, in a certain state. */
export async function createTestMachine(
  knex: Knex,
  of: Partial<FakeMetal> = {},
  options: { config?: object } = {},
) {
  const provider = new FakeMetalProvider();
  provider.seed();
  const { machines } = provider;
  const test = await createTestServices(knex, { provider, ...options });
  const { operations, runner } = test.services.jobs;
  const { inventory } = test.services.stores;
  await test.syncNow();

  /** Adds a machine and puts it in the inventory, as a sync does. */
  async function add(name: string, state: Partial<FakeMetal> = {}) {
    const machine = machines.add(name, state);
    await record(machine);
    return { machine, ref: `machine:fake-1/${machine.externalId}` };
  }

  function record(machine: FakeMetal, more: Record<string, unknown> = {}) {
    const item = machines.item(machine);
    return inventory.upsert({ provider: provider.id, site: provider.site }, [
      { ...item, attributes: { ...item.attributes, ...more } },
    ]);
  }

  const { machine, ref } = await add('m-1', of);

  const submit = (type: MachineActionType, input: object = {}) =>
    operations.submit({ type, input: { ref, ...input } }, rui);

  /** Has the runner carry an operation to its end. */
  async function ended(id: string): Promise<OperationDetails> {
    runner.kick();
    await until(async () =>
      ['succeeded', 'failed'].includes((await operations.get(id)).state),
    );
    return operations.get(id);
  }

  const run = async (type: MachineActionType, input?: object) =>
    ended((await submit(type, input)).id);

  async function succeed(type: MachineActionType, input?: object) {
    const done = await run(type, input);
    expect(done).toMatchObject({ state: 'succeeded', failure: null });
    return done;
  }

  /** Problems of a request that is refused. */
  async function refusal(type: MachineActionType, input?: object) {
    const error = await submit(type, input).then(
      () => undefined,
      failure => failure,
    );
    expect(error).toBeInstanceOf(RefusedError);
    return (error as RefusedError).problems;
  }

  return {
    ...test,
    ...{ provider, machines, machine, ref, runner, operations, rui },
    ...{ add, record, submit, ended, run, succeed, refusal },
    row: async () => (await inventory.getMany([ref]))[0],
  };
}

/** {@inheritDoc createTestMachine} */
export type TestMachine = Awaited<ReturnType<typeof createTestMachine>>;
