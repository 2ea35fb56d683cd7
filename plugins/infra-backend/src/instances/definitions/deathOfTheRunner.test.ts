import { ProviderError } from '@ironstage/plugin-infra-node';
import {
  createTestInstance,
  type TestInstance,
} from '../../__testUtils__/createTestInstance';
import { createTestDatabases } from '../../__testUtils__/databases';
import { OperationRunner } from '../../operations/runner/OperationRunner';
import { until } from '../../__testUtils__/createTestServices';

const databases = createTestDatabases();

/** Ends the runner the way kill -9 does: nothing it was about to do is done. */
class Killed extends Error {}

describe.each(databases.eachSupportedId())(
  'an action whose runner dies (%s)',
  engine => {
    let test: TestInstance;
    let next: OperationRunner;
    beforeEach(async () => {
      test = await createTestInstance(await databases.init(engine));
      await test.runner.stop();
      next = new OperationRunner(Reflect.get(test.runner, 'options'));
    });
    afterEach(() => next.stop());

    /** Works on what is due until the process dies at a call to the provider. */
    async function dieAt(call: string, when: 'before' | 'after') {
      const { provider, services, runner } = test;
      const dying = new AbortController();
      provider.interfere = (name, moment) => {
        if (name === call && moment === when) {
          const death = new Killed();
          dying.abort(death);
          throw death;
        }
      };
      const [claim] = await services.stores.operations.claimDue(
        1,
        new Date(Date.now() - 1).toISOString(),
      );
      const { worker } = Reflect.get(runner, 'options');
      await expect(worker.run(claim, dying.signal)).rejects.toThrow(Killed);
      provider.interfere = () => {};
    }

    const finish = async (id: string) => {
      next.start();
      await until(
        async () => (await test.operations.get(id)).state === 'succeeded',
      );
    };

    it.each([
      ['before it is asked for', 'begin', 'before'],
      ['after it was asked for, before that was on record', 'begin', 'after'],
      ['between asking and waiting', 'progress', 'before'],
      ['while it waits', 'progress', 'after'],
    ] as const)('reboots once when it dies %s', async (_, call, when) => {
      const { id } = await test.submit('instance.reboot', { ref: test.ref });
      await dieAt(call, when);
      await finish(id);

      expect(test.actions.names).toEqual(['reboot']);
      expect(test.actions.begun[0].operationId).toBe(id);
    });

    it('goes on with the handle it has kept', async () => {
      const { id } = await test.submit('instance.reboot', { ref: test.ref });
      await dieAt('progress', 'before');
      let begins = 0;
      const begin = test.actions.begin.bind(test.actions);
      test.actions.begin = (...args) => {
        begins += 1;
        return begin(...args);
      };
      await finish(id);
      expect(begins).toBe(0);
    });

    it('confirms a resize once when it dies in between', async () => {
      const { id } = await test.submit('instance.resize', {
        ref: test.ref,
        flavor: 'large',
      });
      test.actions.pollsToAct = 0;
      await dieAt('progress', 'after');
      await dieAt('begin', 'after');
      await finish(id);
      expect(test.actions.names).toEqual(['resize', 'confirm-resize']);
      expect(await test.reserved()).toEqual([]);
    });

    it('looks before it repeats when the answer was lost', async () => {
      let losses = 1;
      test.provider.interfere = (name, when) => {
        if (name === 'begin' && when === 'after' && losses-- > 0) {
          throw new ProviderError({
            provider: 'fake-1',
            kind: 'unknown-outcome',
            message: 'The answer was lost.',
          });
        }
      };
      const { id } = await test.submit('instance.reboot', { ref: test.ref });
      await finish(id);
      expect(test.actions.names).toEqual(['reboot']);
    });
  },
);
