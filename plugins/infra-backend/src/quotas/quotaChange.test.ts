import { GiB, vector } from '@ironstage/plugin-infra-common';
import { ProviderError } from '@ironstage/plugin-infra-node';
import { callerOf, TEST_SSH_KEY } from '../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../__testUtils__/createTestInstance';
import { createTestDatabases } from '../__testUtils__/databases';

const databases = createTestDatabases();
const amira = callerOf('amira', 'approvers');
const reason = 'Two more shops go live in May';

describe.each(databases.eachSupportedId())('quota.change (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
  });
  afterEach(() => test.runner.stop());

  const project = async () =>
    (await test.services.stores.projects.find('payments-dev'))!;
  const ask = (limits: object) =>
    test.submit('quota.change', { project: 'payments-dev', reason, ...limits });
  const approve = (id: string) =>
    test.operations.decide(id, { approve: true, comment: 'Fine' }, amira);
  const changes = async () =>
    (
      await test.services.guarded.quotas.changes(
        'payments-dev',
        { limit: 10, offset: 0 },
        test.dana,
      )
    ).items;
  const limits = async () =>
    test.provider.limits.get((await project()).bindings[0].externalId)!;

  it('has more granted by somebody else, sets it at the cloud, and puts it on record', async () => {
    const before = (await project()).quota;
    const asked = await ask({ vcpus: 40, gpus: { a100: 4, l4: 1 } });
    expect(asked).toMatchObject({
      state: 'pending_approval',
      title:
        'Change the quota of payments-dev: 10 vCPUs → 40 vCPUs, 2 × a100 GPUs → 4 × a100 GPUs, 0 × l4 GPUs → 1 × l4 GPU',
    });
    expect((await project()).quota).toEqual(before);

    await approve(asked.id);
    expect(await test.ended(asked.id)).toMatchObject({ state: 'succeeded' });

    const after = { ...before, vcpus: 40, gpus: { a100: 4, l4: 1 } };
    expect((await project()).quota).toEqual(after);
    expect(await limits()).toEqual(after);
    expect(await changes()).toEqual([
      {
        project: 'payments-dev',
        at: expect.any(String),
        requester: 'user:default/dana',
        decidedBy: ['user:default/amira'],
        reason,
        operationId: asked.id,
        before,
        after,
        readBack: [{ provider: 'fake-1', message: 'It keeps all of them.' }],
      },
    ]);
  });

  it('gives back without anybody having to agree', async () => {
    const asked = await ask({ memoryGiB: 32, gpus: { a100: 0 } });
    expect(asked.state).toBe('queued');
    await test.ended(asked.id);

    expect((await project()).quota).toMatchObject({
      memoryBytes: 32 * GiB,
      gpus: {},
    });
    expect((await changes())[0].decidedBy).toEqual([]);
  });

  it('refuses less than is used or reserved', async () => {
    await expect(ask({ instances: 0, vcpus: 1 })).rejects.toThrow(
      'payments-dev has or has reserved 2 vCPUs; its quota can not be 1 vCPU.',
    );
    expect(await changes()).toEqual([]);
  });

  it('refuses what is so already, and a project that is not there', async () => {
    await expect(ask({ vcpus: 10 })).rejects.toThrow(
      'The quota of payments-dev is that already.',
    );
    await expect(ask({ project: 'none-dev', vcpus: 10 })).rejects.toThrow(
      'There is no project "none-dev".',
    );
    await expect(ask({})).rejects.toThrow('Say which limit is to change');
  });

  it('changes a quota once at a time', async () => {
    const both = await Promise.allSettled([
      ask({ vcpus: 20 }),
      ask({ vcpus: 30 }),
    ]);
    expect(both.map(one => one.status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const refused = both.find(one => one.status === 'rejected')!;
    expect(String(refused.reason)).toContain('is under way already');
  });

  it('has no room that is being given up given to somebody else', async () => {
    // approved while something bigger was let in meanwhile
    const { id } = await ask({ vcpus: 4, instances: 9 });
    await test.submit('instance.create', {
      project: 'payments-dev',
      name: 'vm-2',
      flavor: 'small',
      image: 'baseos',
      sshPublicKey: TEST_SSH_KEY,
    });
    await test.submit('instance.create', {
      project: 'payments-dev',
      name: 'vm-3',
      flavor: 'small',
      image: 'baseos',
      sshPublicKey: TEST_SSH_KEY,
    });
    await approve(id);

    expect(await test.ended(id)).toMatchObject({
      state: 'failed',
      failure: {
        class: 'user',
        message: expect.stringContaining('its quota can not be 4 vCPUs'),
      },
    });
    expect((await project()).quota.vcpus).toBe(10);
  });

  it('sets the old limits again when a cloud refuses', async () => {
    const before = (await project()).quota;
    const { id } = await ask({ vcpus: 40, instances: 3 });
    test.provider.interfere = (call, when) => {
      if (call === 'setQuota' && when === 'after') {
        test.provider.interfere = () => {};
        throw new ProviderError({
          kind: 'misconfigured',
          message: 'It will not keep it.',
          provider: 'fake-1',
        });
      }
    };
    await approve(id);

    expect(await test.ended(id)).toMatchObject({ state: 'failed' });
    expect((await project()).quota).toEqual(before);
    expect(await limits()).toEqual(before);
    expect(await changes()).toEqual([]);
  });

  it('says what a cloud did not take', async () => {
    test.provider.quotas!.getQuota = async () =>
      vector({
        vcpus: 12,
        memoryBytes: Infinity,
        storageBytes: Infinity,
        instances: 5,
      });
    const { id } = await ask({ vcpus: 40 });
    await approve(id);
    await test.ended(id);

    expect((await changes())[0].readBack[0].message).toBe(
      'It did not take all of it: 12 vCPUs instead of 40 vCPUs.',
    );
  });

  it('holds for a request that was looked at before it was lowered', async () => {
    const { projects } = test.services.stores;
    const { find } = projects;
    // the quota goes down between the look and the lock
    let lowered = false;
    jest.spyOn(projects, 'find').mockImplementation(async (name, tx) => {
      const found = await find.call(projects, name, tx);
      if (tx && !lowered) {
        lowered = true;
        await projects.setQuota(name, { ...found!.quota, instances: 1 }, tx);
      }
      return found;
    });
    await expect(
      test.submit('instance.create', {
        project: 'payments-dev',
        name: 'vm-2',
        flavor: 'small',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
      }),
    ).rejects.toThrow('The quota of payments-dev is exceeded');
  });
});
