import { TEST_SSH_KEY, until } from '../../__testUtils__/createTestServices';
import {
  createTestMachine,
  type TestMachine,
} from '../../__testUtils__/createTestMachine';
import { createTestDatabases } from '../../__testUtils__/databases';
import { OperationRunner } from '../../operations/runner/OperationRunner';

const databases = createTestDatabases();
const fresh = { image: 'baseos', sshPublicKey: TEST_SSH_KEY };

/** Ends the runner the way kill -9 does: nothing it was about to do is done. */
class Killed extends Error {}

describe.each(databases.eachSupportedId())(
  'an operation on a machine whose runner dies (%s)',
  engine => {
    let test: TestMachine;
    let next: OperationRunner;
    beforeEach(async () => {
      test = await createTestMachine(await databases.init(engine), {
        status: 'deployed',
        powerState: 'on',
        owner: 'portal',
      });
      await test.runner.stop();
      next = new OperationRunner(Reflect.get(test.runner, 'options'));
    });
    afterEach(() => next.stop());

    /** Works on what is due until the process dies at a call to the provider. */
    async function dieAt(call: string, when: 'before' | 'after') {
      const dying = new AbortController();
      test.machines.interfere = (name, moment) => {
        if (name === call && moment === when) {
          const death = new Killed();
          dying.abort(death);
          throw death;
        }
      };
      const { worker } = Reflect.get(test.runner, 'options');
      const past = new Date(Date.now() - 1).toISOString();
      for (;;) {
        const [claim] = await test.services.stores.operations.claimDue(1, past);
        const died = claim
          ? await worker.run(claim, dying.signal).then(
              () => false,
              (error: Error) => error instanceof Killed,
            )
          : false;
        if (died) {
          break;
        }
        await new Promise(resolve => setTimeout(resolve, 15));
      }
      test.machines.interfere = () => {};
    }

    it.each([
      ['begin release', 'before'],
      ['begin release', 'after'],
      ['getStates', 'after'],
      ['ensureAllocated', 'before'],
      ['ensureAllocated', 'after'],
      ['begin deploy', 'before'],
      ['begin deploy', 'after'],
    ] as const)(
      'rebuilds once when it dies at %s, %s it',
      async (call, when) => {
        const { id } = await test.submit('machine.rebuild', fresh);
        await dieAt(call, when);
        next.start();
        await until(
          async () => (await test.operations.get(id)).state === 'succeeded',
        );
        expect(test.machines.names).toEqual(['release', 'deploy']);
        expect(test.machines.allocations).toBe(1);
        expect(test.machine).toMatchObject({
          status: 'deployed',
          operationId: id,
        });
      },
    );
  },
);
