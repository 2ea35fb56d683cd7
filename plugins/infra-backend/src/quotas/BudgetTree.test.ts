import { ConfigReader } from '@backstage/config';
import {
  callerOf,
  createTestServices,
  TEST_CONFIG,
  until,
} from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { readInfraConfig } from '../config/readInfraConfig';

const databases = createTestDatabases();
const reason = 'Two more shops go live';

// a new project has 10 vCPUs and two GPUs
const budgets = [
  { name: 'company', limits: { vcpus: 60 } },
  {
    name: 'shop',
    parent: 'company',
    teams: ['group:default/payments', 'group:default/checkout'],
    limits: { vcpus: 40, gpus: { a100: 6 } },
  },
  {
    name: 'science',
    parent: 'company',
    teams: ['group:default/science'],
    limits: { instances: 100 },
  },
];

describe.each(databases.eachSupportedId())('BudgetTree (%s)', engine => {
  async function setUp() {
    const test = await createTestServices(await databases.init(engine), {
      config: { infra: { ...TEST_CONFIG.infra, budgets } },
    });
    const { operations, runner } = test.services.jobs;
    await test.syncNow();
    const create = async (team: string, environment = 'dev') => {
      const { id } = await operations.submit(
        {
          type: 'project.create',
          input: {
            team: `group:default/${team}`,
            environment,
            provider: 'fake-1',
          },
        },
        callerOf('dana', team),
      );
      runner.kick();
      await until(async () => (await operations.get(id)).state === 'succeeded');
      return `${team}-${environment}`;
    };
    const ask = (project: string, limits: object) =>
      operations.submit(
        { type: 'quota.change', input: { project, reason, ...limits } },
        callerOf('dana', project.split('-')[0]),
      );
    return { ...test, operations, runner, create, ask };
  }
  let test: Awaited<ReturnType<typeof setUp>>;
  beforeEach(async () => {
    test = await setUp();
  });
  afterEach(() => test.runner.stop());

  it('lets a team have what its budget and that above have room for', async () => {
    await test.create('payments');
    await test.create('checkout');
    await expect(test.ask('payments-dev', { vcpus: 31 })).rejects.toThrow(
      'The budget "shop" has no room for it: of 40 vCPUs, other projects have or wait for 10 vCPUs, so that this one can have 30 vCPUs in all.',
    );
    await test.ask('payments-dev', { vcpus: 30 });
    await test.create('science');
    // 30 are only waited for, 10 are checkout's
    await expect(test.ask('science-dev', { vcpus: 21 })).rejects.toThrow(
      'The budget "company" has no room for it: of 60 vCPUs, other projects have or wait for 40 vCPUs',
    );
    await test.ask('science-dev', { vcpus: 20, instances: 100 });
  });

  it('gives back what a request waited for when it is rejected', async () => {
    await test.create('payments');
    await test.create('checkout');
    const { id } = await test.ask('payments-dev', { vcpus: 30 });
    await expect(test.ask('checkout-dev', { vcpus: 11 })).rejects.toThrow(
      'The budget "shop"',
    );
    await test.operations.decide(
      id,
      { approve: false, comment: 'Not now' },
      callerOf('amira', 'approvers'),
    );
    await test.ask('checkout-dev', { vcpus: 30 });
  });

  it('has no project made that it has no room for', async () => {
    for (const environment of ['dev', 'staging', 'prod']) {
      await test.create('payments', environment);
    }
    // 30 of 40 vCPUs, and all six GPUs
    await expect(test.create('checkout')).rejects.toThrow(
      'The budget "shop" has no room for it: of 6 × a100 GPUs',
    );
    expect(
      await test.services.stores.projects.find('checkout-dev'),
    ).toBeUndefined();
  });

  it('says nothing to who gives something back, however much is granted', async () => {
    await test.create('payments');
    const { projects } = test.services.stores;
    const { quota } = (await projects.find('payments-dev'))!;
    await projects.setQuota('payments-dev', { ...quota, vcpus: 500 });
    const { id } = await test.ask('payments-dev', { vcpus: 400 });
    expect((await test.operations.get(id)).title).toContain('400 vCPUs');
  });

  it('grants just as much as there is when all ask at once', async () => {
    const names = [
      await test.create('payments'),
      await test.create('payments', 'staging'),
      await test.create('checkout'),
    ];
    // 10 are left: of three who want 10 more each, one can have them
    const asked = await Promise.allSettled(
      names.map(name => test.ask(name, { vcpus: 20 })),
    );
    expect(asked.map(one => one.status).sort()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  });
});

describe('budgets in the configuration', () => {
  const read = (list: object[]) =>
    readInfraConfig(new ConfigReader({ infra: { budgets: list } })).budgets;
  const limits = { vcpus: 1 };

  it.each([
    [[{ name: 'a', limits, teams: ['payments'] }], /budgets\[0\]\.teams names/],
    [[{ name: 'a', limits: { ram: 1 } }], /budgets\[0\]\.limits\.ram is no/],
    [[{ name: 'a', limits, parent: 'b' }], /parent "b" is no budget/],
    [
      [
        { name: 'a', limits },
        { name: 'a', limits },
      ],
      /budgets\[1\]\.name "a" is there twice/,
    ],
  ])('%j are refused with the key', (list, message) => {
    expect(() => read(list)).toThrow(message);
  });

  it('may be for every team', () => {
    expect(read([{ name: 'all', limits, teams: ['*'] }])[0].teams).toEqual([
      '*',
    ]);
  });
});
