import { GiB } from '@ironstage/plugin-infra-common';
import { TEST_SSH_KEY } from '../../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../../__testUtils__/createTestInstance';
import { createTestDatabases } from '../../__testUtils__/databases';
import { RefusedError } from '../../operations/RefusedError';

const databases = createTestDatabases();

async function refusal(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    failure => failure,
  );
  expect(error).toBeInstanceOf(RefusedError);
  return (error as RefusedError).problems;
}

describe.each(databases.eachSupportedId())('instance actions (%s)', engine => {
  let test: TestInstance;
  beforeEach(async () => {
    test = await createTestInstance(await databases.init(engine));
  });
  afterEach(() => test.runner.stop());

  it('stops, starts and reboots, and shows the new state at once', async () => {
    const { ref, actions } = test;
    const stopped = await test.succeed('instance.stop', { ref });
    expect(stopped).toMatchObject({
      title: 'Stop vm-1 in payments-dev',
      project: 'payments-dev',
      result: { resources: [ref], project: 'payments-dev' },
    });
    expect((await test.row()).status).toBe('stopped');

    await test.succeed('instance.start', { ref });
    expect((await test.row()).status).toBe('active');
    await test.succeed('instance.reboot', { ref });
    await test.succeed('instance.reboot', { ref, force: true });
    await test.succeed('instance.stop', { ref, force: true });

    expect(actions.names).toEqual([
      'shutdown',
      'start',
      'reboot',
      'reset',
      'stop',
    ]);
    expect(await test.reserved()).toEqual([]);
  });

  it('proposes force when the guest does not shut down', async () => {
    test.actions.deaf = true;
    const failed = await test.run('instance.stop', { ref: test.ref });

    expect(failed.failure).toMatchObject({
      class: 'user',
      message: expect.stringContaining('Stop it with force to switch it off.'),
      leftovers: [],
    });
    const { events } = await test.services.jobs.operations.get(failed.id);
    expect(events.at(-1)?.message).toBe('Failed; there was nothing to undo');
    expect((await test.row()).status).toBe('active');
    await test.succeed('instance.stop', { ref: test.ref, force: true });
  });

  it('fails plainly when the provider says done and it is not', async () => {
    test.actions.idle.add('stop');
    const failed = await test.run('instance.stop', {
      ref: test.ref,
      force: true,
    });
    expect(failed.failure).toMatchObject({
      class: 'provider',
      message: 'vm-1 was switched off and still runs.',
    });
  });

  it('passes on why the provider could not, and shows what has become of it', async () => {
    test.actions.faults.set('reboot', 'The host has lost the disk.');
    const [built] = test.provider.built;
    const { id } = await test.submit('instance.reboot', { ref: test.ref });
    built.machine.status = 'error';
    const failed = await test.ended(id);

    expect(failed.failure).toMatchObject({
      class: 'provider',
      message: 'The host has lost the disk.',
      detail: 'raw words',
    });
    expect((await test.row()).status).toBe('error');
  });

  it('takes a snapshot under a name that is free', async () => {
    const { ref } = test;
    const input = { ref, name: 'before-upgrade' };
    const done = await test.succeed('instance.snapshot', input);
    expect(done.title).toBe(
      'Take snapshot before-upgrade of vm-1 in payments-dev',
    );
    expect(test.actions.begun[0].action).toEqual({
      type: 'snapshot',
      name: 'before-upgrade',
    });
    expect(
      await refusal(test.submit('instance.snapshot', { ref, name: 'X' })),
    ).toMatchObject([{ field: 'name', class: 'user' }]);
  });

  it('puts a snapshot that is an image on record, and refuses its name from then on', async () => {
    const { ref, provider } = test;
    const { projectExternalId } = await test.row();
    provider.rows.get('image')!.push({
      kind: 'image',
      externalId: 'image-task-1',
      name: 'before-upgrade',
      status: 'active',
      projectExternalId: projectExternalId!,
      attributes: {},
    });
    const input = { ref, name: 'before-upgrade' };
    const done = await test.succeed('instance.snapshot', input);

    expect(done.result!.resources).toEqual([ref, 'image:fake-1/image-task-1']);
    expect(await refusal(test.submit('instance.snapshot', input))).toEqual([
      {
        field: 'name',
        class: 'user',
        message:
          'There is already a snapshot "before-upgrade" in payments-dev.',
      },
    ]);
  });

  it('rebuilds with the baseline and the key, and keeps no key in sight', async () => {
    const { ref, provider } = test;
    const input = { ref, image: 'baseos', sshPublicKey: TEST_SSH_KEY };
    const done = await test.succeed('instance.rebuild', input);

    expect(provider.built[0].machine.userData).toContain(TEST_SSH_KEY);
    expect(provider.built[0].machine.userData).toContain('disable_root: true');
    expect(done.input).toEqual({ ref, image: 'baseos' });
    expect(JSON.stringify(done)).not.toContain(TEST_SSH_KEY);
  });

  const REFUSED: Array<[string, object, string, string]> = [
    ['instance.start', {}, 'ref', 'vm-1 runs already.'],
    [
      'instance.start',
      { ref: 'instance:fake-1/nobody' },
      'ref',
      'There is no instance "instance:fake-1/nobody" in any project of the portal.',
    ],
    [
      'instance.stop',
      { ref: 'image:fake-1/image-1' },
      'ref',
      'There is no instance "image:fake-1/image-1" in any project of the portal.',
    ],
    [
      'instance.resize',
      { flavor: 'small' },
      'flavor',
      'vm-1 has the flavor "small" already.',
    ],
    [
      'instance.resize',
      { flavor: 'enormous' },
      'flavor',
      'There is no flavor "enormous" at fake-1.',
    ],
    [
      'instance.resize',
      { flavor: 'gpu' },
      'flavor',
      'The flavor "gpu" has a GPU: ask for a GPU with the GPU form, so that somebody can approve it.',
    ],
    [
      'instance.resize',
      { flavor: 'thin' },
      'flavor',
      'Disks can\'t shrink: vm-1 has 20 GiB, the flavor "thin" 10 GiB.',
    ],
    [
      'instance.resize',
      { flavor: 'huge' },
      'flavor',
      'The quota of payments-dev is exceeded: 18 vCPUs asked for, only 8 vCPUs are left.',
    ],
    [
      'instance.resize',
      { flavor: 'vague' },
      'flavor',
      'The portal does not know how large the flavor "vague" is, so it can\'t tell what the resize would take.',
    ],
    [
      'instance.rebuild',
      { image: 'windows', sshPublicKey: TEST_SSH_KEY },
      'image',
      'There is no image "windows" at fake-1.',
    ],
    [
      'instance.rebuild',
      { image: 'fat', sshPublicKey: TEST_SSH_KEY },
      'image',
      'The image "fat" needs 50 GiB of storage, vm-1 has 20 GiB.',
    ],
    [
      'instance.rebuild',
      { image: 'baseos', sshPublicKey: 'hello' },
      'sshPublicKey',
      'does not begin with a key type',
    ],
  ];

  it('refuses each of these in one sentence of its field, and touches nothing', async () => {
    const { provider } = test;
    const [small] = provider.rows.get('flavor')!;
    const like = (name: string, changes: object) => ({
      ...small,
      externalId: `flavor-${name}`,
      name,
      vector: { ...small.vector!, ...changes },
    });
    provider.rows
      .get('flavor')!
      .push(
        like('thin', { storageBytes: 10 * GiB }),
        like('huge', { vcpus: 20 }),
        { ...like('vague', {}), vector: undefined },
      );
    provider.rows.get('image')!.push({
      ...provider.rows.get('image')![0],
      externalId: 'image-2',
      name: 'fat',
      attributes: { shared: true, minStorageBytes: 50 * GiB },
    });
    await test.syncNow();

    for (const [type, input, field, message] of REFUSED) {
      const problems = await refusal(
        test.submit(type, { ref: test.ref, ...input }),
      );
      expect([type, problems]).toEqual([
        type,
        [expect.objectContaining({ field })],
      ]);
      expect(problems[0].message).toContain(message);
    }
    expect(test.actions.begun).toEqual([]);
    expect(await test.reserved()).toEqual([]);
  });

  it('refuses what the state of the instance does not allow', async () => {
    const inputs: Record<string, object> = {
      'instance.resize': { flavor: 'large' },
      'instance.snapshot': { name: 's' },
      'instance.rebuild': { image: 'baseos', sshPublicKey: TEST_SSH_KEY },
    };
    for (const [type, status, words] of [
      ['instance.start', 'building', 'vm-1 is still being built'],
      ['instance.start', 'rescue', 'vm-1 is in rescue mode: end the rescue'],
      ['instance.stop', 'shelved', 'vm-1 is shelved and does not run'],
      ['instance.resize', 'suspended', 'vm-1 is suspended: start it first'],
      ['instance.stop', 'stopped', 'vm-1 is stopped already.'],
      ['instance.reboot', 'stopped', 'vm-1 is stopped: start it instead.'],
      ['instance.resize', 'error', 'vm-1 is in an error state'],
      ['instance.snapshot', 'changing', 'vm-1 is being changed at its'],
      ['instance.rebuild', 'changing', 'vm-1 is being changed at its'],
    ]) {
      await test
        .knex('infra_resources')
        .where('ref', test.ref)
        .update({ status });
      const [problem] = await refusal(
        test.submit(type, { ref: test.ref, ...inputs[type] }),
      );
      expect(problem.field).toBe('ref');
      expect(problem.message).toContain(words);
    }
  });

  it('lets a reboot with force help out of an error state', async () => {
    test.provider.built[0].machine.status = 'error';
    await test.syncNow();
    await refusal(test.submit('instance.reboot', { ref: test.ref }));
    await test.succeed('instance.reboot', { ref: test.ref, force: true });
    expect((await test.row()).status).toBe('active');
  });

  it('refuses what the provider can not do', async () => {
    test.actions.supported = ['start', 'stop'];
    const [problem] = await refusal(
      test.submit('instance.stop', { ref: test.ref }),
    );
    expect(problem).toEqual({
      field: 'ref',
      class: 'policy',
      message:
        "The portal can't ask instances to shut down, only switch them off with force, at Fake fake-1.",
    });
    await test.succeed('instance.stop', { ref: test.ref, force: true });
  });
});
