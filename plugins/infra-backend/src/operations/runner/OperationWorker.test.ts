import { ProviderError } from '@ironstage/plugin-infra-node';
import {
  callerOf,
  createTestServices,
  TEST_SSH_KEY,
  until,
} from '../../__testUtils__/createTestServices';
import { createTestDatabases } from '../../__testUtils__/databases';
import { FakeProvider } from '../../__testUtils__/FakeProvider';
import { OperationRunner } from './OperationRunner';

const databases = createTestDatabases();
const dana = callerOf('dana', 'payments');

/** Ends the runner the way kill -9 does: nothing it was about to do is done. */
class Killed extends Error {}

describe.each(databases.eachSupportedId())('OperationWorker (%s)', engine => {
  const runners: OperationRunner[] = [];

  afterEach(async () => {
    await Promise.all(runners.splice(0).map(runner => runner.stop()));
  });

  async function setUp() {
    const knex = await databases.init(engine);
    const provider = new FakeProvider().seed();
    const test = await createTestServices(knex, { provider });
    await test.syncNow();
    const { runner } = test.services.jobs;
    runners.push(runner);
    return { ...test, knex, runner, operations: test.services.jobs.operations };
  }

  type Test = Awaited<ReturnType<typeof setUp>>;

  async function submitProject(test: Test) {
    return test.operations.submit(
      {
        type: 'project.create',
        input: {
          team: 'group:default/payments',
          environment: 'dev',
          provider: 'fake-1',
        },
      },
      dana,
    );
  }

  async function submitVm(test: Test, name = 'vm-1') {
    return test.operations.submit(
      {
        type: 'instance.create',
        input: {
          project: 'payments-dev',
          name,
          flavor: 'small',
          image: 'baseos',
          sshPublicKey: TEST_SSH_KEY,
        },
      },
      dana,
    );
  }

  async function ended(test: Test, id: string) {
    test.runner.kick();
    await until(async () =>
      ['succeeded', 'failed'].includes((await test.operations.get(id)).state),
    );
    return test.operations.get(id);
  }

  async function withProject() {
    const test = await setUp();
    const project = await submitProject(test);
    expect(await ended(test, project.id)).toMatchObject({ state: 'succeeded' });
    await test.syncNow();
    return test;
  }

  it('creates a project and an instance, and puts both on record', async () => {
    const test = await withProject();
    const vm = await submitVm(test);

    const done = await ended(test, vm.id);

    expect(done.state).toBe('succeeded');
    const [ref] = done.result!.resources;
    const [row] = await test.services.stores.inventory.getMany([ref]);
    expect(row).toMatchObject({
      name: 'vm-1',
      project: 'payments-dev',
      owner: 'group:default/payments',
      status: 'active',
    });
    expect(new Date(row.leaseEndsAt!).getTime()).toBeGreaterThan(Date.now());
    expect(await test.services.stores.projects.reservations({})).toEqual([]);
    expect(test.provider.built[0].request.userData).toContain(TEST_SSH_KEY);
  });

  it('asks a provider for one part of an instance after another', async () => {
    const test = await withProject();
    test.provider.partsToAsk = 3;
    const vm = await submitVm(test);

    const done = await ended(test, vm.id);

    expect(done.state).toBe('succeeded');
    const events = await test.services.stores.operations.events(vm.id);
    const told = events
      .filter(one => one.step === 'create' && one.type === 'step-progress')
      .map(one => one.message);
    expect(told).toEqual(['the first part', 'part 2', 'part 1']);
    expect(test.provider.built).toHaveLength(1);
  });

  /** Where the process dies, and how often; after the change the next process finds it and goes on. */
  const calls = [
    ['ensureInstance', 'before', 2],
    ['ensureInstance', 'after', 1],
    ['getState', 'before', 2],
  ] as const;

  it.each(calls)(
    'makes one instance when the process dies at %s (%s the change, %s times)',
    async (call, when, deaths) => {
      const test = await withProject();
      let kills: number = deaths;
      test.provider.interfere = (name, moment) => {
        if (name === call && moment === when && kills > 0) {
          kills -= 1;
          throw new Killed();
        }
      };
      // an error nobody handles is how a dying process looks to the next one
      const worker = Reflect.get(test.runner, 'options').worker;
      const vm = await submitVm(test);
      const claimAndDie = async () => {
        const [claim] = await test.services.stores.operations.claimDue(
          1,
          new Date(Date.now() - 1).toISOString(),
        );
        const dying = new AbortController();
        const interfere = test.provider.interfere;
        test.provider.interfere = (name, moment) => {
          try {
            interfere(name, moment);
          } catch (error) {
            dying.abort(error);
            throw error;
          }
        };
        await expect(worker.run(claim, dying.signal)).rejects.toThrow(Killed);
        test.provider.interfere = interfere;
      };
      await test.runner.stop();
      for (let death = 0; death < deaths; death++) {
        await claimAndDie();
      }

      const next = new OperationRunner(Reflect.get(test.runner, 'options'));
      runners.push(next);
      next.start();
      await until(
        async () => (await test.operations.get(vm.id)).state === 'succeeded',
      );

      expect(test.provider.built).toHaveLength(1);
      expect(await test.services.stores.projects.reservations({})).toEqual([]);
    },
  );

  it('looks before it repeats when the answer to a creation is lost', async () => {
    const test = await withProject();
    let losses = 1;
    test.provider.interfere = (name, when) => {
      if (name === 'ensureInstance' && when === 'after' && losses-- > 0) {
        throw new ProviderError({
          provider: 'fake-1',
          kind: 'unknown-outcome',
          message: 'The answer was lost.',
        });
      }
    };
    const vm = await submitVm(test);

    const done = await ended(test, vm.id);

    expect(done.state).toBe('succeeded');
    expect(test.provider.built).toHaveLength(1);
    expect(done.events.map(event => event.message)).toContain(
      'The answer was lost. Trying again.',
    );
  });

  it('waits for a provider that is down and goes on', async () => {
    const test = await withProject();
    let outages = 2;
    test.provider.interfere = name => {
      if (name === 'ensureInstance' && outages-- > 0) {
        throw new ProviderError({
          provider: 'fake-1',
          kind: 'unavailable',
          message: 'Fake is down.',
        });
      }
    };
    const vm = await submitVm(test);

    expect((await ended(test, vm.id)).state).toBe('succeeded');
  });

  it('undoes an instance that can not be built, and says why', async () => {
    const test = await withProject();
    test.provider.nextFault = 'No host has room for vm-1.';
    const vm = await submitVm(test);

    const done = await ended(test, vm.id);

    expect(done).toMatchObject({
      state: 'failed',
      failure: {
        class: 'capacity',
        message: 'No host has room for vm-1.',
        detail: 'raw words',
        leftovers: [],
      },
    });
    expect(done.events.at(-1)?.message).toBe(
      'Failed; everything it had made was undone',
    );
    expect(test.provider.built).toEqual([]);
    expect(await test.services.stores.projects.reservations({})).toEqual([]);
  });

  it('names what is left and who must act when undoing fails', async () => {
    const test = await withProject();
    test.provider.nextFault = 'No host has room for vm-1.';
    test.provider.interfere = name => {
      if (name === 'remove') {
        throw new ProviderError({
          provider: 'fake-1',
          kind: 'forbidden',
          message: 'The portal may not delete.',
        });
      }
    };
    const vm = await submitVm(test);

    const done = await ended(test, vm.id);

    expect(done.failure!.leftovers).toEqual([
      'The instance vm-1 may still be at Fake fake-1; the platform team must delete it there.',
    ]);
  });

  it.each([
    'ensureProject',
    'ensureAccess',
    'setQuota',
    'ensureNetwork',
    'ensureFirewallBaseline',
  ])('leaves nothing of a project when %s is refused', async call => {
    const test = await setUp();
    test.provider.interfere = (name, when) => {
      if (name === call && when === 'after') {
        throw new ProviderError({
          provider: 'fake-1',
          kind: 'forbidden',
          message: 'The portal may not do this.',
        });
      }
    };
    const project = await submitProject(test);

    const done = await ended(test, project.id);

    expect(done.state).toBe('failed');
    expect(test.provider.tenants).toEqual([]);
    expect(
      await test.services.stores.projects.find('payments-dev'),
    ).toBeUndefined();
    test.provider.interfere = () => {};
    const again = await submitProject(test);
    expect((await ended(test, again.id)).state).toBe('succeeded');
  });

  it('writes nothing any more when another runner has taken over', async () => {
    const test = await withProject();
    await test.runner.stop();
    const vm = await submitVm(test);
    const { operations: store } = test.services.stores;
    const past = new Date(Date.now() - 1).toISOString();
    const [mine] = await store.claimDue(1, past);
    const [other] = await store.claimDue(
      1,
      new Date(Date.now() + 60_000).toISOString(),
    );
    const worker = Reflect.get(test.runner, 'options').worker;

    await expect(
      worker.run(mine, new AbortController().signal),
    ).rejects.toThrow('is in other hands now');

    expect(other.operationId).toBe(vm.id);
    expect((await test.operations.get(vm.id)).state).toBe('queued');
    expect(test.provider.built).toEqual([]);
  });

  it('has events from which the state can be derived', async () => {
    const test = await withProject();
    const vm = await submitVm(test);

    const done = await ended(test, vm.id);

    expect(done.events.map(event => event.seq)).toEqual(
      done.events.map((_, index) => index + 1),
    );
    expect(done.events.map(event => event.type)).toEqual([
      'submitted',
      'claimed',
      'step-started',
      'step-succeeded',
      'step-started',
      'step-progress',
      'step-succeeded',
      'step-started',
      'step-succeeded',
      'succeeded',
    ]);
  });
});
