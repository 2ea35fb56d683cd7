import { INSTANCE_ACTIONS } from '@ironstage/plugin-infra-node';
import {
  createTestInstance,
  type TestInstance,
} from '../../__testUtils__/createTestInstance';
import { until } from '../../__testUtils__/createTestServices';
import { createTestDatabases } from '../../__testUtils__/databases';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('instance.resize (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
  });
  afterEach(() => test.runner.stop());

  const resize = (flavor: string) =>
    test.succeed('instance.resize', { ref: test.ref, flavor });

  it('confirms the new size after it has seen it, and the usage follows', async () => {
    await resize('large');

    expect(test.actions.names).toEqual(['resize', 'confirm-resize']);
    expect(await test.row()).toMatchObject({
      status: 'active',
      vector: { vcpus: 4 },
      attributes: { flavor: 'large' },
    });
    expect(await test.usage()).toMatchObject({
      used: { vcpus: 4, instances: 1 },
      reserved: { vcpus: 0, instances: 0 },
    });
  });

  it('needs no confirmation where the provider has none', async () => {
    test.actions.supported = INSTANCE_ACTIONS.filter(
      name => name !== 'confirm-resize' && name !== 'revert-resize',
    );
    await resize('large');
    expect(test.actions.names).toEqual(['resize']);
    expect((await test.row()).vector).toMatchObject({ vcpus: 4 });
  });

  it('shows what it would take, which is only what is added', async () => {
    const { ref, operations, dana } = test;
    const check = await operations.check(
      { type: 'instance.resize', input: { ref, flavor: 'large' } },
      dana,
    );
    expect(check).toMatchObject({
      problems: [],
      title: 'Resize vm-1 in payments-dev to large',
      takes: { vcpus: 2, storageBytes: 0, instances: 0 },
    });
  });

  it('frees nothing of a smaller size before it is certain', async () => {
    await resize('large');
    test.actions.pollsToAct = Infinity;
    const { id } = await test.submit('instance.resize', {
      ref: test.ref,
      flavor: 'small',
    });
    // the provider shows the new size already, and a sync has seen it
    test.provider.built[0].machine.flavorExternalId = 'flavor-small';
    await test.syncNow();
    expect((await test.row()).vector).toMatchObject({ vcpus: 2 });
    expect(await test.usage()).toMatchObject({
      used: { vcpus: 0 },
      reserved: { vcpus: 4, instances: 1 },
    });

    test.provider.built[0].machine.flavorExternalId = 'flavor-large';
    for (const one of test.actions.begun) {
      one.pollsLeft = 0;
    }
    test.actions.pollsToAct = 0;
    await test.ended(id);
    expect(await test.usage()).toMatchObject({
      used: { vcpus: 2, instances: 1 },
      reserved: { vcpus: 0 },
    });
  });

  it('goes the way back when the new size is not the one that was asked for', async () => {
    // it is at work until the cloud has changed its mind
    test.actions.pollsToAct = Infinity;
    const { id } = await test.submit('instance.resize', {
      ref: test.ref,
      flavor: 'large',
    });
    await until(async () => test.actions.begun.length === 1);
    const [task] = test.actions.begun;
    test.actions.pollsToAct = 0;
    // the cloud makes something else of it
    task.action = { type: 'resize', flavorExternalId: 'flavor-gpu' };
    task.pollsLeft = 0;
    const failed = await test.ended(id);

    expect(failed).toMatchObject({
      state: 'failed',
      failure: {
        class: 'provider',
        message: 'vm-1 has the flavor "gpu" after the resize, not "large".',
        leftovers: [],
      },
    });
    expect(test.actions.names.slice(1)).toEqual(['revert-resize']);
    expect(await test.row()).toMatchObject({
      status: 'active',
      vector: { vcpus: 2 },
    });
    expect(await test.usage()).toMatchObject({
      used: { vcpus: 2 },
      reserved: { vcpus: 0 },
    });
  });

  it('gives back what it had reserved when the provider refuses', async () => {
    test.actions.faults.set('resize', 'No host has room for it.');
    const failed = await test.run('instance.resize', {
      ref: test.ref,
      flavor: 'large',
    });

    expect(failed.failure).toMatchObject({
      message: 'No host has room for it.',
      leftovers: [],
    });
    expect(test.actions.names).toEqual(['resize']);
    expect(await test.usage()).toMatchObject({
      used: { vcpus: 2 },
      reserved: { vcpus: 0 },
    });
  });

  it('names who must act when the way back is blocked', async () => {
    test.actions.faults.set('confirm-resize', 'It can not be confirmed.');
    test.actions.faults.set('revert-resize', 'It can not be reverted.');
    const failed = await test.run('instance.resize', {
      ref: test.ref,
      flavor: 'large',
    });
    expect(failed.failure).toMatchObject({
      message: 'It can not be confirmed.',
      leftovers: [
        'vm-1 may be broken at Fake fake-1, or wait there for its resize to be confirmed or reverted; the platform team must look at it.',
      ],
    });
  });
});
