import { ProviderError } from '@ironstage/plugin-infra-node';
import { TEST_SSH_KEY } from '../../__testUtils__/createTestServices';
import {
  createTestMachine,
  type TestMachine,
} from '../../__testUtils__/createTestMachine';
import { createTestDatabases } from '../../__testUtils__/databases';

const databases = createTestDatabases();
const fresh = { image: 'baseos', sshPublicKey: TEST_SSH_KEY };

describe.each(databases.eachSupportedId())(
  'an operation on a machine (%s)',
  engine => {
    let test: TestMachine;
    beforeEach(async () => {
      test = await createTestMachine(await databases.init(engine), {
        status: 'deployed',
        powerState: 'on',
        owner: 'portal',
      });
    });
    afterEach(() => test.runner.stop());

    it('is refused on what is no machine', async () => {
      for (const ref of ['machine:fake-1/none', 'image:fake-1/image-1', 'x']) {
        expect(await test.refusal('machine.lock', { ref })).toEqual([
          {
            field: 'ref',
            class: 'user',
            message: `There is no machine "${ref}".`,
          },
        ]);
      }
    });

    it('is refused where the provider can not do it', async () => {
      test.machines.supported = ['deploy', 'lock'];
      expect(await test.refusal('machine.release')).toEqual([
        {
          field: 'ref',
          class: 'policy',
          message: "The portal can't release machines at Fake fake-1.",
        },
      ]);
      expect(await test.refusal('machine.power-off')).toMatchObject([
        { message: "The portal can't switch machines off at Fake fake-1." },
      ]);
    });

    it('is refused on a machine of another account', async () => {
      test.machine.owner = 'alice';
      await test.record(test.machine);
      expect(await test.refusal('machine.release')).toEqual([
        {
          field: 'ref',
          class: 'policy',
          message:
            'm-1 belongs to the account "alice" at Fake fake-1, not to the portal\'s.',
        },
      ]);
    });

    it('is left to the provider to decide where it does not say whose account it is', async () => {
      test.machine.owner = 'alice';
      await test.record(test.machine);
      test.machines.account = async () => {
        throw new ProviderError({
          provider: 'fake-1',
          kind: 'unreachable',
          message: 'It is away.',
        });
      };
      expect(await test.submit('machine.lock')).toMatchObject({
        state: 'queued',
      });
    });

    it.each([
      'machine.release',
      'machine.rebuild',
      'machine.power-off',
      'machine.commission',
      'machine.mark-broken',
    ] as const)('%s is refused under instances', async type => {
      const more = {
        ...(type === 'machine.rebuild' && fresh),
        ...(type === 'machine.mark-broken' && { reason: 'A fan is loud' }),
      };
      await test.services.stores.inventory.upsert(
        { provider: 'fake-1', site: 'lab' },
        ['a', 'b'].map(externalId => ({
          kind: 'instance' as const,
          externalId,
          name: externalId,
          status: 'active',
          hostExternalId: 'host-1',
          attributes: {},
        })),
      );
      // the host of the fake cloud is called so
      await test.record(test.machine, { hostname: 'r1-n1' });
      const problems = await test.refusal(type, more);
      expect(problems).toContainEqual({
        field: 'ref',
        class: 'policy',
        message:
          'm-1 is the host r1-n1 of fake-1, on which 2 instances are: move or delete them first.',
      });
      await test.succeed('machine.lock');
    });

    it('is refused with a sentence for each field that is wrong', async () => {
      test.provider.rows.get('image')!.push({
        kind: 'image',
        externalId: 'image-arm',
        name: 'arm',
        status: 'queued',
        attributes: { architecture: ['arm64'] },
      });
      await test.syncNow();
      const bad = { image: 'arm', sshPublicKey: 'not a key' };
      const problems = await test.refusal('machine.rebuild', bad);
      expect(problems.map(one => one.field)).toEqual([
        'sshPublicKey',
        'image',
        'image',
      ]);
      expect(problems.map(one => one.message).slice(1)).toEqual([
        'The image "arm" can\'t be used now, it is queued.',
        'The image "arm" is for arm64, m-1 is amd64.',
      ]);
      expect(
        await test.refusal('machine.rebuild', { ...fresh, image: 'none' }),
      ).toMatchObject([
        { field: 'image', message: 'There is no image "none" at fake-1.' },
      ]);
    });

    it('is admitted once, of however many that are asked for at once', async () => {
      await test.runner.stop();
      const many = Array.from({ length: 5 }, () => [
        () => test.submit('machine.lock'),
        () => test.submit('machine.power-off'),
        () => test.submit('machine.release'),
        () => test.submit('machine.rebuild', fresh),
      ]).flat();
      const outcomes = await Promise.allSettled(many.map(ask => ask()));

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
          /^m-1 is being [a-z ]+ by another operation \(\/infra\/operations\/[\w-]+\)\.$/,
        );
        expect(sentence).toContain(admitted[0].id);
      }
    });

    it('does not keep other machines waiting', async () => {
      await test.runner.stop();
      const { ref } = await test.add('m-2', { status: 'deployed' });
      await test.submit('machine.lock');
      expect(await test.submit('machine.lock', { ref })).toMatchObject({
        state: 'queued',
      });
    });
  },
);
