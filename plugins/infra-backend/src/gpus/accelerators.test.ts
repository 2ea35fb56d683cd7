import { GiB, vector, type Problem } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestInstance } from '../__testUtils__/createTestInstance';
import { callerOf, TEST_SSH_KEY } from '../__testUtils__/createTestServices';
import type { RefusedError } from '../operations/RefusedError';

const databases = createTestDatabases();
const rui = callerOf('rui', 'platform');

const flavor = (
  name: string,
  gpus: Record<string, number>,
  attributes: Record<string, unknown> = {},
  status = 'active',
): InventoryItem => ({
  kind: 'flavor',
  externalId: name,
  name,
  status,
  vector: vector({
    vcpus: 2,
    memoryBytes: 4 * GiB,
    storageBytes: 20 * GiB,
    instances: 1,
    gpus,
  }),
  attributes: { shared: true, ...attributes },
});

const image = (
  name: string,
  gpus: Record<string, number>,
  attributes: Record<string, unknown> = {},
): InventoryItem => ({
  kind: 'image',
  externalId: name,
  name,
  status: 'active',
  attributes: { shared: true, gpus, ...attributes },
});

const T4 = { unknownAccelerators: ['pci_passthrough:alias=t4'] };

const problemsOf = (work: Promise<unknown>): Promise<Problem[]> =>
  work.then(
    () => [],
    (error: Partial<RefusedError>) => error.problems ?? [],
  );

describe.each(databases.eachSupportedId())('Accelerators (%s)', engine => {
  async function setUp() {
    const test = await createTestInstance(await databases.init(engine));
    const { rows } = test.provider;
    rows
      .get('flavor')!
      .push(
        flavor('unnamed', {}, T4),
        flavor('mixed', { a100: 1 }, T4),
        flavor('pair', { a100: 2 }),
        flavor('many', { a100: 64 }),
        flavor('off', { l40s: 1 }, {}, 'disabled'),
      );
    rows
      .get('image')!
      .push(image('with-gpu', { a100: 1 }), image('with-t4', {}, T4));
    await test.syncNow();
    const create = (changes: object) =>
      test.submit('instance.create', {
        project: 'payments-dev',
        name: 'vm-2',
        flavor: 'small',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
        ...changes,
      });
    const request = (changes: object) =>
      test.submit('gpu.request', {
        project: 'payments-dev',
        name: 'vm-2',
        model: 'a100',
        count: 1,
        days: 1,
        purpose: 'Fine-tune the ranking model',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
        ...changes,
      });
    const { ref } = test;
    const doors: Array<[string, string, () => Promise<unknown>]> = [
      ['create', 'flavor', () => create({ flavor: 'unnamed' })],
      ['create', 'image', () => create({ image: 'with-t4' })],
      ['request', 'image', () => request({ image: 'with-t4' })],
      [
        'resize',
        'flavor',
        () => test.submit('instance.resize', { ref, flavor: 'unnamed' }),
      ],
      [
        'rebuild',
        'image',
        () =>
          test.submit('instance.rebuild', {
            ref,
            image: 'with-t4',
            sshPublicKey: TEST_SSH_KEY,
          }),
      ],
    ];
    return { ...test, create, request, doors };
  }

  it('that nobody has named are refused at every door, with the key to set', async () => {
    const { doors, reserved } = await setUp();
    for (const [door, field, ask] of doors) {
      const problems = await problemsOf(ask());
      expect([door, problems]).toEqual([
        door,
        [
          {
            field,
            class: 'policy',
            message: expect.stringMatching(
              /^The (flavor|image) "[^"]+" carries an accelerator that the portal does not know \(pci_passthrough:alias=t4\); the platform team has to say in infra\.fake\[0\]\.gpuModels what it is, or that it is none\.$/,
            ),
          },
        ],
      ]);
    }
    expect(await reserved()).toEqual([]);
  });

  it('that come with an image are refused at every door', async () => {
    const { create, request, submit, ref } = await setUp();
    for (const ask of [
      () => create({ image: 'with-gpu' }),
      () => request({ image: 'with-gpu' }),
      () =>
        submit('instance.rebuild', {
          ref,
          image: 'with-gpu',
          sshPublicKey: TEST_SSH_KEY,
        }),
    ]) {
      const [problem, ...more] = await problemsOf(ask());
      expect(problem).toMatchObject({ field: 'image', class: 'policy' });
      expect(problem.message).toContain('brings a GPU of its own');
      expect(more).toEqual([]);
    }
  });

  it('are never taken by a flavor that nobody has named whole, or that is switched off', async () => {
    const { request } = await setUp();
    const [one] = await problemsOf(request({ count: 3 }));
    expect(one.message).toBe(
      'At fake-1 an instance gets 1 or 2 or 64 a100, not 3.',
    );
    const [off] = await problemsOf(request({ model: 'l40s' }));
    expect(off.message).toBe('fake-1 has no GPU "l40s"; it has a100.');
  });

  it('are offered as they can be had: by model, by provider, and as many as an instance gets', async () => {
    const { services } = await setUp();
    const { gpuModels } = await services.guarded.policy.forCaller(rui);
    expect(gpuModels).toEqual([
      { provider: 'fake-1', model: 'a100', free: 4, perInstance: [1, 2] },
    ]);
  });

  it('are not offered where no instance can be made', async () => {
    const { services, provider } = await setUp();
    Object.assign(provider, { instances: undefined });
    const { gpuModels } = await services.guarded.policy.forCaller(rui);
    expect(gpuModels).toEqual([]);
  });
});
