/* eslint-disable jest/no-export -- tests that provider modules run from here */
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  MachineManager,
  MachineState,
  MachineTarget,
} from '../provider/MachineManager';
import {
  expectPresentable,
  failureOf,
  newOperationId,
  patient,
  readAll,
  type ContractContext,
} from './support';

/** Tests of the `MachineManager`; the endpoint must have a machine that is ready. */
export function describeMachines(context: ContractContext): void {
  const { options, provider } = context;
  const machines = (): MachineManager => provider().machines!;

  describe('machines', () => {
    async function settled(
      externalId: string,
      status: MachineState['status'],
    ): Promise<MachineState> {
      const end = Date.now() + (options.settleTimeoutMs ?? 60_000);
      for (;;) {
        const states = await machines().getStates([externalId], patient());
        const state = states.get(externalId);
        if (state?.settled && state.status === status) {
          return state;
        }
        if (Date.now() > end) {
          throw new Error(
            `The machine did not become ${status}: ${JSON.stringify(state)}`,
          );
        }
        await sleep(250);
      }
    }

    const request = (constraints = {}) => ({
      operationId: newOperationId(),
      constraints,
      comment: 'contract test',
    });

    async function deployment() {
      const images = await readAll(provider(), 'image');
      const image = options.chooseMachineImage
        ? options.chooseMachineImage(images)
        : images.find(one => one.status === 'active');
      return {
        type: 'deploy',
        imageExternalId: image!.externalId,
        userData: '#cloud-config\nhostname: contract\n',
      } as const;
    }

    /** A machine of the test's own, given back afterwards whatever happens. */
    async function withMachine(
      use: (target: MachineTarget) => Promise<void>,
    ): Promise<void> {
      const wanted = request();
      const taken = await machines().ensureAllocated(wanted, patient());
      const target = { ...taken, operationId: wanted.operationId };
      try {
        await use(target);
      } finally {
        await machines().begin(
          target,
          { type: 'release', erase: 'none' },
          patient(),
        );
        await settled(target.externalId, 'ready');
      }
    }

    const stateOf = async ({ externalId }: MachineTarget) =>
      (await machines().getStates([externalId], patient())).get(externalId);

    /** The power state, as soon as it is the expected one or time is up. */
    async function poweredTo(expected: string, target: MachineTarget) {
      const end = Date.now() + (options.settleTimeoutMs ?? 60_000);
      for (;;) {
        const powerState = (await stateOf(target))?.powerState;
        if (powerState === expected || Date.now() > end) {
          return powerState;
        }
        await sleep(250);
      }
    }

    it('takes a machine once, deploys it, and gives it back', async () => {
      const wanted = request();
      expect(
        await machines().findByOperation(wanted, patient()),
      ).toBeUndefined();
      const taken = await machines().ensureAllocated(wanted, patient());
      expect(await machines().ensureAllocated(wanted, patient())).toEqual(
        taken,
      );
      expect(await machines().findByOperation(wanted, patient())).toEqual(
        taken,
      );
      const target = { ...taken, operationId: wanted.operationId };

      const deploy = await deployment();
      await machines().begin(target, deploy, patient());
      await machines().begin(target, deploy, patient());
      const state = await settled(taken.externalId, 'deployed');
      expect(state).toMatchObject({ operationId: wanted.operationId });
      expect(state.fault).toBeUndefined();
      const row = (await readAll(provider(), 'machine')).find(
        one => one.externalId === taken.externalId,
      );
      expect(row).toMatchObject({
        status: 'deployed',
        attributes: { operationId: wanted.operationId },
      });
      expect(await machines().read(taken.externalId, patient())).toEqual(row);
      const account = await machines().account?.(patient());
      expect([undefined, row!.attributes.owner]).toContain(account);

      const release = { type: 'release', erase: 'none' } as const;
      await machines().begin(target, release, patient());
      await machines().begin(target, release, patient());
      await settled(taken.externalId, 'ready');
      expect(
        await machines().findByOperation(wanted, patient()),
      ).toBeUndefined();
    });

    it('is rebuilt: given back, taken again as the same machine, deployed anew', async () => {
      const first = request();
      const taken = await machines().ensureAllocated(first, patient());
      const before = { ...taken, operationId: first.operationId };
      await machines().begin(before, await deployment(), patient());
      await settled(taken.externalId, 'deployed');
      await machines().begin(
        before,
        { type: 'release', erase: 'quick' },
        patient(),
      );
      await settled(taken.externalId, 'ready');

      const again = request({ externalId: taken.externalId });
      expect(await machines().ensureAllocated(again, patient())).toEqual(taken);
      const after = { ...taken, operationId: again.operationId };
      await machines().begin(after, await deployment(), patient());
      expect(await settled(taken.externalId, 'deployed')).toMatchObject({
        operationId: again.operationId,
      });
      // what the first operation still asks for does not touch the second one's machine
      expect(
        await machines().findByOperation(first, patient()),
      ).toBeUndefined();
      await machines().begin(
        after,
        { type: 'release', erase: 'none' },
        patient(),
      );
      await settled(taken.externalId, 'ready');
    });

    it('refuses a certain machine that is taken', async () => {
      await withMachine(async ({ externalId }) => {
        const error = await failureOf(
          machines().ensureAllocated(request({ externalId }), patient()),
        );
        expect(error.kind).toBe('conflict');
        expectPresentable(error, options);
      });
    });

    it('turns the power off and on', async () => {
      await withMachine(async target => {
        await machines().begin(target, await deployment(), patient());
        await settled(target.externalId, 'deployed');
        for (const [type, powerState] of [
          ['power-off', 'off'],
          ['power-on', 'on'],
        ] as const) {
          await machines().begin(target, { type }, patient());
          await machines().begin(target, { type }, patient());
          expect(await poweredTo(powerState, target)).toBe(powerState);
        }
      });
    });

    it('locks a deployed machine against everything else, and unlocks it', async () => {
      await withMachine(async target => {
        await machines().begin(target, await deployment(), patient());
        await settled(target.externalId, 'deployed');
        await machines().begin(target, { type: 'lock' }, patient());
        await machines().begin(target, { type: 'lock' }, patient());
        expect(await stateOf(target)).toMatchObject({ locked: true });
        const error = await failureOf(
          machines().begin(
            target,
            { type: 'release', erase: 'none' },
            patient(),
          ),
        );
        expect(error.kind).toBe('conflict');
        expectPresentable(error, options);
        await machines().begin(target, { type: 'unlock' }, patient());
        expect(await stateOf(target)).toMatchObject({ locked: false });
      });
    });

    it('takes a broken machine out of use until it is fixed, and commissions it', async () => {
      await withMachine(async target => {
        const broken = {
          type: 'mark-broken',
          reason: 'A fan is loud',
        } as const;
        await machines().begin(target, broken, patient());
        await machines().begin(target, broken, patient());
        expect(await settled(target.externalId, 'broken')).toMatchObject({
          settled: true,
        });
        await machines().begin(target, { type: 'mark-fixed' }, patient());
        await settled(target.externalId, 'ready');
        await machines().begin(target, { type: 'commission' }, patient());
        await settled(target.externalId, 'ready');
      });
    });

    it('ends what is under way, and has nothing to end then', async () => {
      await withMachine(async target => {
        await machines().begin(target, await deployment(), patient());
        await machines().begin(target, { type: 'abort' }, patient());
        await settled(target.externalId, 'allocated');
        await machines().begin(target, { type: 'abort' }, patient());
        expect(await stateOf(target)).toMatchObject({
          status: 'allocated',
          settled: true,
        });
      });
    });

    it('gives one machine to calls of one operation at the same time', async () => {
      const wanted = request();
      const all = await Promise.all(
        [1, 2, 3].map(() => machines().ensureAllocated(wanted, patient())),
      );
      expect(new Set(all.map(one => one.externalId)).size).toBe(1);
      await machines().begin(
        { ...all[0], operationId: wanted.operationId },
        { type: 'release', erase: 'none' },
        patient(),
      );
      await settled(all[0].externalId, 'ready');
    });

    it('says that none fits', async () => {
      const error = await failureOf(
        machines().ensureAllocated(request({ minVcpus: 100_000 }), patient()),
      );
      expect(error.kind).toBe('capacity');
      expectPresentable(error, options);
    });

    it('refuses what the state of a machine does not allow', async () => {
      const ready = (await readAll(provider(), 'machine')).find(
        one => one.status === 'deployed',
      );
      const error = await failureOf(
        machines().begin(
          { externalId: ready!.externalId, operationId: newOperationId() },
          { type: 'release', erase: 'none' },
          patient(),
        ),
      );
      // it belongs to somebody else
      expect(error.kind).toBe('conflict');
      expectPresentable(error, options);
    });

    it('tells the last events of a machine, newest first', async () => {
      const machine = (await readAll(provider(), 'machine')).find(
        one => one.status === 'ready',
      );
      const events = await machines().events(
        { externalId: machine!.externalId },
        { limit: 5 },
        patient(),
      );
      expect(events.length).toBeGreaterThan(0);
      expect(events.length).toBeLessThanOrEqual(5);
      expect(events.map(event => event.id)).toEqual(
        events.map(event => event.id).sort((a, b) => b - a),
      );
      for (const event of events) {
        expect(new Date(event.at).toISOString()).toBe(event.at);
      }
    });

    it('leaves out of the states what is not there', async () => {
      expect(await machines().getStates(['nosuch'], patient())).toEqual(
        new Map(),
      );
    });
  });
}
