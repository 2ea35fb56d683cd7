import { ConfigReader } from '@backstage/config';
import {
  infraMachineOperatePermission,
  MACHINE_ACTION_TYPES,
} from '@ironstage/plugin-infra-common';
import {
  TEST_CONFIG,
  TEST_SSH_KEY,
} from '../../__testUtils__/createTestServices';
import { readInfraConfig } from '../../config/readInfraConfig';
import {
  createTestMachine,
  type TestMachine,
} from '../../__testUtils__/createTestMachine';
import { createTestDatabases } from '../../__testUtils__/databases';
import { machineDefinitions } from '../machineDefinitions';

const databases = createTestDatabases();
const fresh = { image: 'baseos', sshPublicKey: TEST_SSH_KEY };
const deployed = {
  status: 'deployed',
  powerState: 'on',
  owner: 'portal',
  operationId: 'earlier',
} as const;

describe.each(databases.eachSupportedId())(
  'operations on machines (%s)',
  engine => {
    let test: TestMachine;
    const start = async (
      of?: Parameters<typeof createTestMachine>[1],
      config?: object,
    ) => {
      test = await createTestMachine(await databases.init(engine), of, {
        config,
      });
    };
    afterEach(() => test.runner.stop());

    it('deploys a certain machine with the baseline, and keeps no key in sight', async () => {
      await start();
      const done = await test.succeed('machine.deploy', fresh);
      expect(done).toMatchObject({
        title: 'Deploy baseos on m-1',
        project: null,
        owner: 'user:default/rui',
        input: { ref: test.ref, image: 'baseos' },
        result: { resources: [test.ref], project: null },
      });
      expect(JSON.stringify(done)).not.toContain(TEST_SSH_KEY);
      expect(test.machines.allocations).toBe(1);
      const [{ action }] = test.machines.begun;
      expect(action).toMatchObject({
        type: 'deploy',
        imageExternalId: 'image-1',
        userData: expect.stringMatching(
          /^#cloud-config\n[^]*\nhostname: "m-1"\n[^]*PasswordAuthentication no/,
        ),
      });
      expect(await test.row()).toMatchObject({
        status: 'deployed',
        attributes: { operationId: done.id },
      });
    });

    it('gives a machine back that it could not deploy', async () => {
      await start();
      test.machines.faults.set('deploy', 'no answer from the network');
      const failed = await test.run('machine.deploy', fresh);
      expect(failed.failure).toMatchObject({
        class: 'provider',
        message: 'm-1 has failed: no answer from the network',
        detail: 'raw words',
        leftovers: [],
      });
      expect(test.machines.names).toEqual(['deploy', 'release']);
      expect(await test.row()).toMatchObject({ status: 'ready' });
    });

    it.each([
      ['machine.deploy', {}],
      ['machine.rebuild', deployed],
    ] as const)(
      'leaves the machine as it was when the image of a %s is gone by then',
      async (type, of) => {
        await start(of);
        const before = await test.row();
        test.provider.inventory.get = async () => undefined;
        const failed = await test.run(type, fresh);
        expect(failed.failure).toMatchObject({
          class: 'provider',
          message:
            'Fake fake-1 does not offer the image baseos any more; m-1 is left as it was.',
          leftovers: [],
        });
        expect(test.machines.allocations).toBe(0);
        expect(test.machines.begun).toEqual([]);
        expect(await test.row()).toMatchObject({
          status: before.status,
          attributes: before.attributes,
        });
      },
    );

    it('says what is left of a deployment that can not be given back either', async () => {
      await start();
      test.machines.faults.set('deploy', 'no answer from the network');
      test.machines.interfere = (call, when) => {
        if (call === 'begin release' && when === 'before') {
          throw new Error('No way');
        }
      };
      const failed = await test.run('machine.deploy', fresh);
      expect(failed.failure?.leftovers).toEqual([
        'The machine m-1 is still allocated at Fake fake-1; the platform team must release it there.',
      ]);
    });

    it('releases a machine and erases its disks quickly, unless told otherwise', async () => {
      await start(deployed);
      const done = await test.succeed('machine.release');
      expect(done.input).toEqual({ ref: test.ref, erase: 'quick' });
      expect(test.machines.begun).toEqual([
        { operationId: done.id, action: { type: 'release', erase: 'quick' } },
      ]);
      expect(await test.row()).toMatchObject({
        status: 'ready',
        attributes: { powerState: 'off' },
      });
    });

    it('is waited for longer than other steps are', async () => {
      const { infra } = TEST_CONFIG;
      const operations = {
        ...infra.operations,
        stepTimeoutSeconds: 1,
        pollSeconds: 0.4,
      };
      await start({}, { infra: { ...infra, operations } });
      test.machines.pollsToAct = 3;
      const { steps } = await test.succeed('machine.deploy', fresh);
      const { startedAt, finishedAt } = steps.find(
        ({ name }) => name === 'wait',
      )!;
      expect(Date.parse(finishedAt!) - Date.parse(startedAt!)).toBeGreaterThan(
        1_000,
      );
    });

    it('rebuilds: releases, takes the same machine again, deploys', async () => {
      await start(deployed);
      await test.add('m-0');
      const done = await test.succeed('machine.rebuild', {
        ...fresh,
        erase: 'secure',
      });
      expect(test.machines.begun).toMatchObject([
        { action: { type: 'release', erase: 'secure' } },
        { action: { type: 'deploy', imageExternalId: 'image-1' } },
      ]);
      expect(test.machine).toMatchObject({
        status: 'deployed',
        operationId: done.id,
      });
      expect(done.steps.map(step => step.name)).toEqual([
        ...['release', 'wait-ready', 'allocate'],
        ...['begin', 'wait', 'register'],
      ]);
    });

    it('says what a rebuild that fails half-way has left', async () => {
      await start(deployed);
      test.machines.faults.set('deploy', 'no answer from the network');
      const failed = await test.run('machine.rebuild', fresh);
      expect(failed.failure).toMatchObject({
        message: 'm-1 has failed: no answer from the network',
        leftovers: [
          'm-1 was released at Fake fake-1 and has no operating system any more; what was on it is lost. The platform team must deploy it again, or repair it first.',
        ],
      });
      expect(await test.row()).toMatchObject({ status: 'ready' });
    });

    it('leaves nothing behind when a rebuild could not even release', async () => {
      await start(deployed);
      test.machines.interfere = (call, when) => {
        if (call === 'begin release' && when === 'before') {
          throw new Error('No way');
        }
      };
      const failed = await test.run('machine.rebuild', fresh);
      expect(failed.failure?.leftovers).toEqual([]);
      expect(await test.row()).toMatchObject({ status: 'deployed' });
    });

    it('commissions, and passes on why it failed', async () => {
      await start();
      await test.succeed('machine.commission');
      test.machines.faults.set('commission', 'a disk is bad');
      const failed = await test.run('machine.commission');
      expect(failed.failure?.message).toBe('m-1 has failed: a disk is bad');
      expect(await test.row()).toMatchObject({ status: 'failed' });
    });

    it('takes a ready machine out of use and back', async () => {
      await start();
      const { id } = await test.succeed('machine.mark-broken', {
        reason: 'A fan is loud',
      });
      expect(test.machines.allocations).toBe(1);
      expect(test.machines.begun).toEqual([
        {
          operationId: id,
          action: { type: 'mark-broken', reason: 'A fan is loud' },
        },
      ]);
      expect((await test.row()).status).toBe('broken');
      await test.succeed('machine.mark-fixed');
      expect((await test.row()).status).toBe('ready');
    });

    it('locks, unlocks and switches a deployed machine', async () => {
      await start(deployed);
      await test.succeed('machine.lock');
      expect((await test.row()).attributes.locked).toBe(true);
      await test.succeed('machine.unlock');
      await test.succeed('machine.power-off');
      expect((await test.row()).attributes.powerState).toBe('off');
      await test.succeed('machine.power-on');
      expect((await test.row()).attributes.powerState).toBe('on');
    });

    it('ends what a machine is at, and nothing of what the portal is at', async () => {
      await start({ ...deployed, status: 'testing', owner: undefined });
      await test.succeed('machine.abort');
      expect((await test.row()).status).toBe('ready');
      expect(await test.refusal('machine.abort')).toEqual([
        expect.objectContaining({
          message: 'm-1 is ready and at nothing that could be ended.',
        }),
      ]);
    });

    it('fails plainly when power control does not do as it said', async () => {
      await start(deployed);
      test.machines.idle.add('power-off');
      const failed = await test.run('machine.power-off');
      expect(failed.failure).toMatchObject({
        class: 'provider',
        message:
          'm-1 was asked for power off, and its power control does not say that it is.',
      });
    });

    it('gives an operation to the project a machine is in', async () => {
      await start(deployed);
      const { projects, inventory } = test.services.stores;
      expect(await projects.find('payments-dev')).toBeUndefined();
      await inventory.upsert({ provider: 'fake-1', site: 'lab' }, [
        { ...test.machines.item(test.machine), projectExternalId: 'pool-1' },
      ]);
      await inventory.assignTenant(
        { provider: 'fake-1', externalId: 'pool-1' },
        { name: 'payments-dev', owner: 'group:default/payments' },
      );
      expect(await test.submit('machine.lock')).toMatchObject({
        project: 'payments-dev',
        owner: 'group:default/payments',
      });
    });

    it('is in the list of operations although it is of no project', async () => {
      await start(deployed);
      const { id } = await test.succeed('machine.lock');
      const { items } = await test.operations.list(
        { limit: 10, offset: 0 },
        test.rui,
      );
      expect(items).toEqual([expect.objectContaining({ id, project: null })]);
    });
  },
);

it('is for who may operate machines, whatever is asked for', () => {
  const config = readInfraConfig(new ConfigReader(TEST_CONFIG));
  const definitions = machineDefinitions({ config } as never);
  expect(definitions).toHaveLength(MACHINE_ACTION_TYPES.length);
  for (const { type, permission } of definitions) {
    expect([type, permission]).toEqual([type, infraMachineOperatePermission]);
  }
});
