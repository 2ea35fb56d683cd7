import { vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { callerOf } from '../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../__testUtils__/createTestInstance';
import { createTestDatabases } from '../__testUtils__/databases';
import { atLeast } from './atLeast';
import { suggestionFor } from './suggestionFor';

const databases = createTestDatabases();
const amira = callerOf('amira', 'approvers');
const rui = { ...callerOf('rui', 'sre'), mayManageAll: true };
const page = { limit: 50, offset: 0 };

const tenant = (externalId: string, name: string): InventoryItem => ({
  kind: 'project',
  externalId,
  name,
  status: 'active',
  attributes: {},
});

const instance = (
  externalId: string,
  projectExternalId: string,
  vcpus: number,
): InventoryItem => ({
  kind: 'instance',
  externalId,
  name: externalId,
  status: 'active',
  projectExternalId,
  vector: vector({ vcpus, memoryBytes: 1, storageBytes: 1, instances: 1 }),
  attributes: {},
});

describe.each(databases.eachSupportedId())('project.adopt (%s)', engine => {
  let test: TestInstance;
  /** changes that the cloud was asked for */
  let seen: string[];
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
    seen = [];
    test.provider.rows.set('project', [
      tenant('t-old', 'payments-prod'),
      tenant('t-sys', 'service'),
      tenant('t-2', 'payments-dev-old'),
    ]);
    test.provider.rows.set('instance', [
      instance('i-1', 't-old', 100),
      instance('i-2', 't-old', 20),
    ]);
    await test.syncNow();
    test.provider.interfere = call => seen.push(call);
  });
  afterEach(() => test.runner.stop());

  const tenants = async () =>
    (await test.services.guarded.tenants.list(page, test.dana)).items;
  const input = {
    provider: 'fake-1',
    tenant: 'payments-prod',
    team: 'group:default/payments',
    environment: 'prod',
  };
  const adopt = (more: object = {}, caller = test.dana) =>
    test.submit('project.adopt', { ...input, ...more }, caller);
  const row = async (ref: string) =>
    (await test.services.stores.inventory.getMany([ref]))[0];

  it("finds what is nobody's, with what is in it and whose it might be", async () => {
    expect(await tenants()).toEqual([
      expect.objectContaining({ name: 'payments-dev-old', instances: 0 }),
      {
        ref: 'project:fake-1/t-old',
        provider: 'fake-1',
        externalId: 't-old',
        name: 'payments-prod',
        instances: 2,
        holds: vector({
          vcpus: 120,
          memoryBytes: 2,
          storageBytes: 2,
          instances: 2,
        }),
        suggestion: { team: 'payments', environment: 'prod' },
      },
      expect.objectContaining({ name: 'service', suggestion: null }),
    ]);
    const hers = await test.services.guarded.tenants.list(
      { ...page, q: 'DEV' },
      test.dana,
    );
    expect(hers.items.map(one => one.externalId)).toEqual(['t-2']);
  });

  it('gives the tenant and what is in it to the team when somebody else agreed, and changes nothing at the cloud', async () => {
    const asked = await adopt();
    expect(asked).toMatchObject({
      state: 'pending_approval',
      title:
        'Take over payments-prod of Fake fake-1 as payments-prod, with 2 instances',
    });
    // it is kept for the team meanwhile
    expect((await tenants()).map(one => one.name)).toEqual([
      'payments-dev-old',
      'service',
    ]);

    await test.operations.decide(
      asked.id,
      { approve: true, comment: 'Theirs' },
      amira,
    );
    expect(await test.ended(asked.id)).toMatchObject({ state: 'succeeded' });

    expect(await row('instance:fake-1/i-1')).toMatchObject({
      project: 'payments-prod',
      owner: 'group:default/payments',
    });
    const project = (await test.services.stores.projects.find(
      'payments-prod',
    ))!;
    expect(project).toMatchObject({
      state: 'active',
      bindings: [{ provider: 'fake-1', externalId: 't-old' }],
    });
    // what is there fits
    expect(project.quota.vcpus).toBe(120);
    expect(
      (await test.services.usage.usage([project])).get('payments-prod')!.used,
    ).toMatchObject({ vcpus: 120, instances: 2 });
    expect(seen).toEqual([]);
  });

  it('asks nobody when the platform team takes it over', async () => {
    expect((await adopt({}, rui)).state).toBe('queued');
  });

  it('refuses a second place at the same cloud', async () => {
    await expect(
      adopt({ tenant: 'payments-dev-old', environment: 'dev' }),
    ).rejects.toThrow(
      /already a project "payments-dev" that has a place there/,
    );
  });

  it('lets go of the tenant when the request is rejected', async () => {
    const asked = await adopt();
    await test.operations.decide(
      asked.id,
      { approve: false, comment: 'Not theirs' },
      amira,
    );
    expect((await tenants()).map(one => one.name)).toEqual([
      'payments-dev-old',
      'payments-prod',
      'service',
    ]);
    expect(
      await test.services.stores.projects.find('payments-prod'),
    ).toBeUndefined();
  });

  it.each([
    ['first', 0],
    ['second', 1],
  ])(
    'keeps a project that two tenants are to be when the %s of the requests is rejected, and forgets it with the last',
    async (_, rejected) => {
      const other = new FakeProvider('fake-2');
      test.registry.addProvider(other);
      other.rows.set('project', [tenant('t-9', 'payments-prod')]);
      await test.services.jobs.sync.run(other, AbortSignal.timeout(60_000));
      const asked = [await adopt(), await adopt({ provider: 'fake-2' })];
      const reject = (id: string) =>
        test.operations.decide(id, { approve: false, comment: 'No' }, amira);
      const places = async () =>
        (
          await test.services.stores.projects.find('payments-prod')
        )?.bindings.map(one => one.provider);
      expect(await places()).toEqual(['fake-1', 'fake-2']);
      await reject(asked[rejected].id);
      expect(await places()).toEqual([['fake-2'], ['fake-1']][rejected]);
      await reject(asked[1 - rejected].id);
      expect(await places()).toBeUndefined();
    },
  );

  it('gives a tenant to one of two who ask at once', async () => {
    const outcomes = await Promise.allSettled([
      adopt({}, rui),
      adopt({ environment: 'staging' }, rui),
    ]);
    expect(outcomes.map(one => one.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it.each([
    [{ team: 'group:default/search' }, /You are not a member/],
    // there or not: what is not named like her team is told alike
    [{ tenant: 'service' }, /has no tenant "service" .* by the platform team/],
    [{ tenant: 'nothing' }, /has no tenant "nothing" .* by the platform team/],
    [{ provider: 'fake-9' }, /There is no provider "fake-9"/],
    [{ environment: 'party' }, /is not one of/],
  ])('refuses %j', async (more, words) => {
    await expect(adopt(more)).rejects.toThrow(words);
  });

  it('takes nothing over that has gone from the cloud meanwhile', async () => {
    test.provider.rows.set('project', [tenant('t-sys', 'service')]);
    const asked = await adopt({}, rui);
    expect(await test.ended(asked.id)).toMatchObject({
      state: 'failed',
      failure: { message: expect.stringMatching(/no longer at Fake fake-1/) },
    });
    expect(
      await test.services.stores.projects.find('payments-prod'),
    ).toBeUndefined();
  });
});

describe('what a tenant is by its name', () => {
  const naming = {
    environments: ['dev', 'prod'],
    project: '{team}-{environment}',
    instance: '.*',
    instanceHint: '',
  };

  it.each([
    ['payments-dev', { team: 'payments', environment: 'dev' }],
    ['Ml-Research-Prod', { team: 'ml-research', environment: 'prod' }],
    ['service', null],
    ['-dev', null],
    ['payments-qa', null],
  ])('reads %s', (name, expected) => {
    expect(suggestionFor(name, naming)).toEqual(expected);
  });

  it('reads names that begin with the environment', () => {
    expect(
      suggestionFor('dev-x-payments', {
        ...naming,
        project: '{environment}-x-{team}',
      }),
    ).toEqual({ team: 'payments', environment: 'dev' });
  });
});

it('makes a quota that holds what is there', () => {
  expect(
    atLeast(
      vector({ vcpus: 8, memoryBytes: 10, instances: 3, gpus: { l4: 1 } }),
      vector({ vcpus: 4, memoryBytes: 20, instances: 3, gpus: { a100: 2 } }),
    ),
  ).toEqual(
    vector({
      vcpus: 8,
      memoryBytes: 20,
      instances: 3,
      gpus: { l4: 1, a100: 2 },
    }),
  );
});
