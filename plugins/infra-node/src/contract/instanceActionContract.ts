/* eslint-disable jest/no-export -- tests that provider modules run from here */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  INSTANCE_ACTIONS,
  type InstanceAction,
  type InstanceActionProgress,
  type InstanceActions,
} from '../provider/InstanceActions';
import type { InstanceTarget } from '../provider/InstanceManager';
import { makeInstance, type MadeInstance } from './makeInstance';
import {
  ABSENT_ID,
  expectPresentable,
  failureOf,
  newName,
  newOperationId,
  patient,
  readAll,
  waitForState,
  type ContractContext,
} from './support';

/** Tests of the `InstanceActions`, on an instance of their own. */
export function describeInstanceActions(context: ContractContext): void {
  const { options, provider } = context;
  const actions = (): InstanceActions => provider().instanceActions!;
  const declared = options.instanceActions ?? INSTANCE_ACTIONS;

  describe('instance actions', () => {
    let made: MadeInstance;
    let target: InstanceTarget;
    beforeAll(async () => {
      made = await makeInstance(context);
      target = made.target;
    }, options.testTimeoutMs ?? 120_000);
    afterAll(() => made?.remove(), options.testTimeoutMs ?? 120_000);

    async function follow(
      action: InstanceAction,
      handle: string,
    ): Promise<InstanceActionProgress> {
      const end = Date.now() + (options.settleTimeoutMs ?? 60_000);
      for (;;) {
        const progress = await actions().progress(
          target,
          action,
          handle,
          patient(),
        );
        if (progress.settled) {
          return progress;
        }
        if (Date.now() > end) {
          throw new Error(`${action.type} did not end in time`);
        }
        await sleep(250);
      }
    }

    async function act(action: InstanceAction) {
      const { handle } = await actions().begin(
        { ...target, operationId: newOperationId() },
        action,
        patient(),
      );
      const progress = await follow(action, handle);
      expect(progress.fault).toBeUndefined();
      return progress;
    }

    /** Address of a console, or the sentence that refuses one. */
    const consoleAnswer = () =>
      actions()
        .openConsole(target, patient())
        .then(
          one => one.url,
          (error: Error) => error.message,
        );

    const statusIs = (status: string) =>
      waitForState(
        context,
        target,
        now => now?.settled === true && now.status === status,
      );

    const item = async () =>
      (await readAll(provider(), 'instance')).find(
        one => one.externalId === target.externalId,
      );

    it('supports what is declared', () => {
      expect([...actions().supported].sort()).toEqual([...declared].sort());
    });

    it('stops and starts, and does nothing where nothing is to do', async () => {
      await act({ type: 'stop' });
      await statusIs('stopped');
      await act({ type: 'stop' });
      await act({ type: 'start' });
      await statusIs('active');
      await act({ type: 'start' });
      expect((await statusIs('active'))?.fault).toBeUndefined();
    });

    it('begins an action of one operation once', async () => {
      const request = { ...target, operationId: newOperationId() };
      const action: InstanceAction = { type: 'reset' };
      const first = await actions().begin(request, action, patient());
      const second = await actions().begin(request, action, patient());
      expect(second).toEqual(first);
      expect((await follow(action, first.handle)).fault).toBeUndefined();
      await statusIs('active');
    });

    it('takes what it began to its end with the handle alone', async () => {
      const action: InstanceAction = { type: 'reboot' };
      const { handle } = await actions().begin(
        { ...target, operationId: newOperationId() },
        action,
        patient(),
      );
      const another = await options.createProvider();
      const progress = await another.instanceActions!.progress(
        target,
        action,
        JSON.parse(JSON.stringify(handle)),
        patient(),
      );
      expect(typeof progress.settled).toBe('boolean');
      await follow(action, handle);
      await statusIs('active');
    });

    if (declared.includes('snapshot')) {
      it('takes a snapshot and says what it is called', async () => {
        const progress = await act({ type: 'snapshot', name: newName() });
        expect(progress.snapshotExternalId).toBeTruthy();
        await statusIs('active');
        await options.removeSnapshot?.(progress.snapshotExternalId!);
      });
    }

    if (declared.includes('resize')) {
      it('resizes to another flavor', async () => {
        const flavors = await readAll(provider(), 'flavor');
        const now = flavors.find(
          one => one.externalId === made.flavorExternalId,
        );
        const larger = flavors.find(
          one =>
            Object.keys(one.vector?.gpus ?? {}).length === 0 &&
            (one.vector?.vcpus ?? 0) > (now?.vector?.vcpus ?? 0) &&
            (one.vector?.storageBytes ?? 0) >= (now?.vector?.storageBytes ?? 0),
        );
        expect(larger).toBeDefined();
        await act({
          type: 'resize',
          flavorExternalId: larger!.externalId,
        });
        if (declared.includes('confirm-resize')) {
          await act({ type: 'confirm-resize' });
        }
        await waitForState(context, target, state => state?.settled === true);
        expect((await item())?.vector?.vcpus).toBe(larger!.vector?.vcpus);
      });
    }

    if (declared.includes('rebuild')) {
      it('rebuilds and keeps name and id', async () => {
        const before = await item();
        await act({ type: 'rebuild', imageExternalId: made.imageExternalId });
        await statusIs('active');
        expect((await item())?.name).toBe(before?.name);
      });
    }

    it('opens a console of a running instance, or says that it has none', async () => {
      expect(await consoleAnswer()).toMatch(
        actions().hasConsole ? /^(https?|wss?):\/\// : /^\S[^\n<{]*\.$/,
      );
    });

    it('says that an instance is not there', async () => {
      const nothing = {
        ...target,
        externalId: options.absentId ?? ABSENT_ID,
        operationId: newOperationId(),
      };
      const error = await failureOf(
        actions().begin(nothing, { type: 'start' }, patient()),
      );
      expect(error.kind).toBe('not-found');
      expectPresentable(error, options);
    });
  });
}
