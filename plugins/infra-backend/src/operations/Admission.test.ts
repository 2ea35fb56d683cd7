import { ConflictError } from '@backstage/errors';
import {
  callerOf,
  createTestServices,
  TEST_SSH_KEY,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { RefusedError } from './RefusedError';

const databases = createTestDatabases();
const dana = callerOf('dana', 'payments');

const projectRequest = {
  type: 'project.create',
  input: {
    team: 'group:default/payments',
    environment: 'dev',
    provider: 'fake-1',
  },
};

const vmRequest = (name: string, changes: object = {}) => ({
  type: 'instance.create',
  input: {
    project: 'payments-dev',
    name,
    flavor: 'small',
    image: 'baseos',
    sshPublicKey: TEST_SSH_KEY,
    ...changes,
  },
});

describe.each(databases.eachSupportedId())('Admission (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    const test = await createTestServices(knex);
    const { operations, runner } = test.services.jobs;
    await test.syncNow();
    return { ...test, knex, operations, runner };
  }

  async function withProject() {
    const test = await setUp();
    const { externalId } = await test.provider.projects.ensureProject(
      {
        operationId: 'earlier',
        name: 'payments-dev',
        description: '',
        owner: 'group:default/payments',
        environment: 'dev',
      },
      { signal: new AbortController().signal },
    );
    const { projects } = test.services.stores;
    await test.knex.transaction(async tx => {
      await projects.insert(
        {
          name: 'payments-dev',
          description: '',
          environment: 'dev',
          owner: 'group:default/payments',
          state: 'active',
          quota: {
            vcpus: 10,
            memoryBytes: 2 ** 40,
            storageBytes: 2 ** 42,
            instances: 50,
            gpus: { a100: 2 },
          },
          operationId: null,
          createdAt: new Date().toISOString(),
        },
        tx,
      );
    });
    await projects.bind('payments-dev', {
      provider: 'fake-1',
      externalId,
      networkExternalId: `net-${externalId}`,
    });
    await test.syncNow();
    return test;
  }

  async function refusal(promise: Promise<unknown>) {
    const error = await promise.then(
      () => undefined,
      failure => failure,
    );
    expect(error).toBeInstanceOf(RefusedError);
    return (error as RefusedError).problems;
  }

  it('admits exactly as many of parallel requests as the quota has room for', async () => {
    const { operations, services } = await withProject();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        operations.submit(vmRequest(`vm-${n}`), dana),
      ),
    );

    const admitted = outcomes.filter(one => one.status === 'fulfilled');
    expect(admitted).toHaveLength(5);
    const refused = outcomes.filter(one => one.status === 'rejected');
    for (const { reason } of refused) {
      expect(reason.message).toBe(
        'The quota of payments-dev is exceeded: 2 vCPUs asked for, none is left.',
      );
    }
    const reserved = await services.stores.projects.reservations({
      projects: ['payments-dev'],
    });
    expect(reserved).toHaveLength(5);
  });

  it('lets one of two parallel requests have a project name', async () => {
    const { operations } = await setUp();

    const outcomes = await Promise.allSettled([
      operations.submit(projectRequest, dana),
      operations.submit(projectRequest, dana),
    ]);

    expect(outcomes.map(one => one.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it('lets one of two parallel requests have an instance name', async () => {
    const { operations } = await withProject();

    const outcomes = await Promise.allSettled([
      operations.submit(vmRequest('twin'), dana),
      operations.submit(vmRequest('twin'), dana),
    ]);

    expect(outcomes.filter(one => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('answers a repeated idempotency key with the same operation', async () => {
    const { operations } = await withProject();
    const request = { ...vmRequest('once'), idempotencyKey: 'key-1' };

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => operations.submit(request, dana)),
    );

    expect(new Set(answers.map(one => one.id)).size).toBe(1);
  });

  it('refuses an idempotency key that was used for something else', async () => {
    const { operations } = await withProject();
    await operations.submit(
      { ...vmRequest('first'), idempotencyKey: 'key-1' },
      dana,
    );

    await expect(
      operations.submit(
        { ...vmRequest('second'), idempotencyKey: 'key-1' },
        dana,
      ),
    ).rejects.toThrow(ConflictError);
  });

  it.each([
    ['name', { name: 'Bad_Name' }, 'does not follow the naming rule'],
    ['flavor', { flavor: 'enormous' }, 'There is no flavor "enormous"'],
    ['image', { image: 'windows' }, 'There is no image "windows"'],
    ['network', { network: 'nowhere' }, 'There is no network "nowhere"'],
    ['project', { project: 'nobody-dev' }, 'There is no project "nobody-dev"'],
    ['provider', { provider: 'mars' }, 'is not at the provider "mars"'],
    [
      'sshPublicKey',
      { sshPublicKey: 'hello' },
      'does not begin with a key type',
    ],
    ['leaseDays', { leaseDays: 4000 }, 'A lease may last 180 days'],
    ['flavor', { flavor: 'gpu' }, 'request it with the GPU form'],
    [null, { colour: 'red' }, 'colour'],
  ])('refuses a bad %s and reserves nothing', async (field, changes, words) => {
    const { operations, services } = await withProject();

    const problems = await refusal(
      operations.submit(vmRequest('good-name', changes), dana),
    );

    expect(problems.map(one => one.field)).toContain(field);
    expect(problems.map(one => one.message).join(' ')).toContain(words);
    expect(await services.stores.projects.reservations({})).toEqual([]);
    const { total } = await services.stores.operations.list(
      { limit: 10, offset: 0 },
      'all',
    );
    expect(total).toBe(0);
  });

  it('refuses what no host has room for', async () => {
    const { operations, provider, syncNow } = await withProject();
    const host = provider.rows.get('hypervisor')![0];
    host.capacity!.allocated = { ...host.capacity!.deliverable };
    await syncNow();

    const problems = await refusal(operations.submit(vmRequest('big'), dana));

    expect(problems).toEqual([
      {
        field: 'flavor',
        class: 'capacity',
        message: expect.stringContaining('fake-1 has no room'),
      },
    ]);
  });

  it('refuses a project for a team the requester is not in', async () => {
    const { operations } = await setUp();

    const problems = await refusal(
      operations.submit(projectRequest, callerOf('sam', 'search')),
    );

    expect(problems).toEqual([
      {
        field: 'team',
        class: 'policy',
        message: 'You are not a member of group:default/payments.',
      },
    ]);
  });

  it('has GPUs wait for somebody else and holds them meanwhile', async () => {
    const { operations, services } = await withProject();
    const request = {
      type: 'gpu.request',
      input: {
        project: 'payments-dev',
        name: 'train-1',
        model: 'a100',
        count: 1,
        days: 7,
        purpose: 'Fine-tune the model',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
      },
    };

    const operation = await operations.submit(request, dana);

    expect(operation.state).toBe('pending_approval');
    const [held] = await services.stores.projects.reservations({});
    expect(held.vector.gpus).toEqual({ a100: 1 });
    await expect(
      operations.decide(operation.id, { approve: true, comment: '' }, dana),
    ).rejects.toThrow('Nobody decides about a request of his own');
    const rejected = await operations.decide(
      operation.id,
      { approve: false, comment: 'Not this week' },
      callerOf('amira', 'approvers'),
    );
    expect(rejected.state).toBe('rejected');
    expect(await services.stores.projects.reservations({})).toEqual([]);
  });
});
