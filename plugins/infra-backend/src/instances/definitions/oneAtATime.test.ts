import { TEST_SSH_KEY } from '../../__testUtils__/createTestServices';
import {
  createTestInstance,
  type TestInstance,
} from '../../__testUtils__/createTestInstance';
import { createTestDatabases } from '../../__testUtils__/databases';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'operations on one instance (%s)',
  engine => {
    let test: TestInstance;
    beforeEach(async () => {
      test = await createTestInstance(await databases.init(engine));
      // what is admitted stays open
      await test.runner.stop();
    });

    const requests = (ref: string): Array<[string, object]> => [
      ['instance.stop', { ref }],
      ['instance.reboot', { ref }],
      ['instance.resize', { ref, flavor: 'large' }],
      ['instance.snapshot', { ref, name: 'before-upgrade' }],
      [
        'instance.rebuild',
        { ref, image: 'baseos', sshPublicKey: TEST_SSH_KEY },
      ],
      ['instance.delete', { ref }],
    ];

    it('are admitted one at a time, of however many that are asked for at once', async () => {
      const many = [...requests(test.ref), ...requests(test.ref)].concat(
        requests(test.ref),
      );
      const outcomes = await Promise.allSettled(
        many.map(([type, input]) => test.submit(type, input)),
      );

      const admitted = outcomes.flatMap(one =>
        one.status === 'fulfilled' ? [one.value] : [],
      );
      expect(admitted).toHaveLength(1);
      const refusals = outcomes.flatMap(one =>
        one.status === 'rejected' ? [one.reason.message] : [],
      );
      expect(refusals).toHaveLength(many.length - 1);
      for (const sentence of refusals) {
        expect(sentence).toMatch(
          /^vm-1 is being \w+( into a snapshot)? by another operation \(\/infra\/operations\/[\w-]+\)\.$/,
        );
        expect(sentence).toContain(admitted[0].id);
      }
      const reserved = await test.reserved();
      expect(reserved).toHaveLength(
        admitted[0].type === 'instance.resize' ? 1 : 0,
      );
    });

    it('wait for the one that creates it', async () => {
      const { id } = await test.submit('instance.create', {
        project: 'payments-dev',
        name: 'vm-2',
        flavor: 'small',
        image: 'baseos',
        sshPublicKey: TEST_SSH_KEY,
      });
      const { projectExternalId } = await test.row();
      await test.provider.instances.ensureInstance(
        {
          ...test.provider.built[0].request,
          ...{ name: 'vm-2', operationId: id },
          projectExternalId: projectExternalId!,
        },
        { signal: new AbortController().signal },
      );
      await test.syncNow();
      const made = test.provider.built[1].externalId;

      await expect(
        test.submit('instance.stop', { ref: `instance:fake-1/${made}` }),
      ).rejects.toThrow(`being created by another operation (/infra/operat`);
    });

    it('reserve room one after another when instances of one project grow at once', async () => {
      // 10 vCPUs of quota: 2 are used, and each of four instances would take 2 more
      const refs = [test.ref];
      for (const name of ['vm-2', 'vm-3']) {
        const [host] = test.provider.built;
        const { externalId } = await test.provider.instances.ensureInstance(
          { ...host.request, name, operationId: name },
          { signal: new AbortController().signal },
        );
        test.provider.built.at(-1)!.buildsLeft = 0;
        refs.push(`instance:fake-1/${externalId}`);
      }
      await test.syncNow();

      const outcomes = await Promise.allSettled(
        refs.map(ref =>
          test.submit('instance.resize', { ref, flavor: 'large' }),
        ),
      );

      expect(outcomes.map(one => one.status).sort()).toEqual([
        'fulfilled',
        'fulfilled',
        'rejected',
      ]);
      expect(await test.usage()).toMatchObject({
        used: { vcpus: 2 },
        reserved: { vcpus: 8, instances: 2 },
        free: { vcpus: 0 },
      });
    });
  },
);
