import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { createTestDatabases } from '../__testUtils__/databases';
import { createTestInstance } from '../__testUtils__/createTestInstance';
import { TEST_CONFIG } from '../__testUtils__/createTestServices';
import { readInfraConfig } from '../config/readInfraConfig';
import { findBusy } from '../instances/guardrails/checkNotBusy';
import { InstanceLookup } from '../instances/guardrails/InstanceLookup';
import { DAY_MS } from './leaseDates';
import { LeaseEnforcer } from './LeaseEnforcer';
import { LeaseNotifier } from './LeaseNotifier';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'the end of a lease (%s)',
  engine => {
    async function setUp() {
      const knex = await databases.init(engine);
      const test = await createTestInstance(knex);
      const { stores } = test.services;
      const { leases, operations, inventory } = stores;
      const said: string[] = [];
      const engineOf = test.services.engine;
      /** another one each time, as another replica or one after a restart has */
      const runAt = (ms: number) =>
        new LeaseEnforcer({
          leases,
          findBusy,
          operations,
          instances: new InstanceLookup(inventory, test.registry),
          admission: engineOf.admission,
          catalog: engineOf.catalog,
          notifier: new LeaseNotifier({
            async send({ payload }) {
              said.push(payload.title);
            },
          }),
          logger: mockServices.logger.mock(),
          config: readInfraConfig(new ConfigReader(TEST_CONFIG)),
          kick: () => {},
          now: () => new Date(ms),
        }).run();
      const lease = async () => (await leases.find(test.ref))!;
      const ofType = async (type: string) =>
        (await operations.list({ type: [type], limit: 50, offset: 0 }, 'all'))
          .items;
      /** has the runner carry out all that there is of a type */
      const allEnded = async (type: string) => {
        for (const { id } of await ofType(type)) {
          await test.ended(id);
        }
        await test.syncNow();
        return ofType(type);
      };
      const endMs = Date.parse((await lease()).endsAt);
      return { ...test, runAt, said, lease, leases, ofType, allEnded, endMs };
    }

    it('stops the instance, which is still there, and says until when', async () => {
      const test = await setUp();
      await test.runAt(test.endMs - 1);
      expect(await test.ofType('instance.stop')).toEqual([]);
      await test.runAt(test.endMs);
      expect(await test.allEnded('instance.stop')).toMatchObject([
        { requester: 'system', door: 'system', state: 'succeeded' },
      ]);
      expect((await test.row()).status).toBe('stopped');
      expect((await test.lease()).state).toBe('grace');
      await test.runAt(test.endMs + DAY_MS);
      expect(await test.ofType('instance.stop')).toHaveLength(1);
      expect(test.said).toEqual(['The lease of vm-1 has ended']);
    });

    it('switches off what does not shut down when it is asked to', async () => {
      const test = await setUp();
      test.actions.deaf = true;
      await test.runAt(test.endMs);
      expect(await test.allEnded('instance.stop')).toMatchObject([
        { state: 'failed', input: { force: false } },
      ]);
      await test.runAt(test.endMs + 60_000);
      await test.runAt(test.endMs + 61_000);
      const asked = await test.allEnded('instance.stop');
      expect(asked.map(({ input }) => input.force).sort()).toEqual([
        false,
        true,
      ]);
      expect((await test.row()).status).toBe('stopped');
      await test.runAt(test.endMs + 120_000);
      expect(await test.ofType('instance.stop')).toHaveLength(2);
    });

    it('is not started before it is extended, and says that it is stopped when it is', async () => {
      const test = await setUp();
      const now = Date.now();
      await test
        .knex('infra_leases')
        .update({ ends_at: new Date(now - 1000).toISOString() });
      await test.runAt(now);
      await test.allEnded('instance.stop');
      const start = { ref: test.ref };
      await expect(test.submit('instance.start', start)).rejects.toThrow(
        'The lease of vm-1 has ended: extend it before you start it.',
      );
      const { events } = await test.succeed('lease.extend', {
        ref: test.ref,
        days: 40,
      });
      expect(events.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/vm-1 is stopped: start it when you need it$/),
      );
      expect((await test.lease()).state).toBe('active');
      await test.succeed('instance.start', start);
    });

    it('comes once, with all its days of grace, when the portal was down over it', async () => {
      const test = await setUp();
      const now = Date.now();
      const inThePast = (columns: Record<string, number>) =>
        test
          .knex('infra_leases')
          .update(
            Object.fromEntries(
              Object.entries(columns).map(([column, days]) => [
                column,
                new Date(now - days * DAY_MS).toISOString(),
              ]),
            ),
          );
      await inThePast({ ends_at: 40, grace_ends_at: 37 });
      await Promise.all([test.runAt(now), test.runAt(now), test.runAt(now)]);
      await test.allEnded('instance.stop');
      expect(test.said).toEqual(['The lease of vm-1 has ended']);
      expect(await test.lease()).toMatchObject({
        state: 'grace',
        graceEndsAt: new Date(now + 3 * DAY_MS).toISOString(),
      });
      await test.runAt(now + 1);
      expect(await test.ofType('instance.delete')).toEqual([]);

      await inThePast({ grace_ends_at: 1 });
      await Promise.all([test.runAt(now), test.runAt(now)]);
      await test.allEnded('instance.delete');
      await test.runAt(now + DAY_MS);
      expect(await test.ofType('instance.delete')).toHaveLength(1);
      expect(await test.ofType('instance.stop')).toHaveLength(1);
      expect((await test.lease()).state).toBe('released');
      expect(test.said.slice(0, 2)).toEqual([
        'The lease of vm-1 has ended',
        'vm-1 is being deleted',
      ]);
    });

    it('never stops and deletes at once, however far a clock leaps', async () => {
      const test = await setUp();
      await test.runAt(test.endMs + 300 * DAY_MS);
      expect((await test.lease()).state).toBe('grace');
      expect(await test.ofType('instance.delete')).toEqual([]);
      // and the lease has its days from when the clock is right again
      await test.allEnded('instance.stop');
      await test.succeed('lease.extend', { ref: test.ref, days: 7 });
      expect((await test.lease()).state).toBe('active');
    });

    it('is not taken back, and does not come twice, when the clock is set back', async () => {
      const test = await setUp();
      await test.runAt(test.endMs);
      await test.allEnded('instance.stop');
      const { graceEndsAt } = await test.lease();
      await test.runAt(test.endMs - 2 * 3600_000);
      await test.runAt(test.endMs + 1);
      expect(await test.lease()).toMatchObject({ state: 'grace', graceEndsAt });
      expect(test.said).toHaveLength(1);
      expect(await test.ofType('instance.stop')).toHaveLength(1);
    });
  },
);
