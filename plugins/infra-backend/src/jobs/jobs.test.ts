import { mockServices } from '@backstage/backend-test-utils';
import { until } from '../__testUtils__/createTestServices';
import { createTestDatabases } from '../__testUtils__/databases';
import { connectDatabase } from '../database/migrate';
import type { Job } from './Job';
import { JobLoop } from './JobLoop';
import { JobStore } from './JobStore';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('Jobs (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    let nowMs = Date.UTC(2026, 0, 1);
    const now = () => new Date(nowMs);
    const store = new JobStore(knex, now);
    const replica = (holdMs = 15_000) =>
      new JobLoop({ store, now, holdMs, logger: mockServices.logger.mock() });
    const pass = (ms: number) => {
      nowMs += ms;
    };
    return { knex, store, replica, pass };
  }

  function jobOf(run: Job['run'], timeoutMs = 60_000): Job {
    return { id: 'read', everyMs: 60_000, timeoutMs, run };
  }

  it('run when they are due and not before', async () => {
    const { replica, pass } = await setUp();
    const loop = replica();
    let runs = 0;
    const job = jobOf(async () => {
      runs += 1;
    });

    await loop.look(job);
    await until(async () => runs === 1);
    await loop.stop();
    const other = replica();
    pass(59_000);
    await other.look(job);
    expect(runs).toBe(1);

    pass(1000);
    await other.look(job);
    await until(async () => runs === 2);
    await other.stop();
  });

  it('run on one replica at a time', async () => {
    const { replica } = await setUp();
    let runs = 0;
    let end = () => {};
    const job = jobOf(() => {
      runs += 1;
      return new Promise(resolve => {
        end = resolve;
      });
    });
    const loops = [replica(), replica(), replica()];

    await Promise.all(loops.map(loop => loop.look(job)));

    expect(runs).toBe(1);
    end();
    await Promise.all(loops.map(loop => loop.stop()));
  });

  it('are taken over seconds after the one that had them died', async () => {
    const { store, replica, pass } = await setUp();
    let runs = 0;
    const job = jobOf(async () => {
      runs += 1;
    });
    // a replica that took it and was killed: nobody renews, nobody finishes
    const dead = await store.claim('read', 'dead', '2026-01-01T00:00:15.000Z');
    expect(dead).toBe(true);
    const loop = replica();

    await loop.look(job);
    expect(runs).toBe(0);

    pass(15_001);
    await loop.look(job);
    await until(async () => runs === 1);
    await loop.stop();
  });

  it('are told when somebody else has them, and write nothing of their end', async () => {
    const { knex, replica } = await setUp();
    let reason: unknown;
    const loop = replica(30);
    const job = jobOf(
      signal =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reason = signal.reason;
            reject(signal.reason);
          });
        }),
    );
    await loop.look(job);
    await knex('infra_jobs').update({ holder: 'another' });

    await until(async () => reason !== undefined);
    await loop.stop();

    expect((reason as Error).name).toBe('AbortError');
    expect(await knex('infra_jobs').select('holder')).toEqual([
      { holder: 'another' },
    ]);
  });

  it('that hang are given up, and may begin again', async () => {
    const { knex, replica } = await setUp();
    const loop = replica();
    // heeds no signal at all
    const job = jobOf(() => new Promise(() => {}), 20);

    await loop.look(job);
    await until(async () => (await knex('infra_jobs').first()).holder === null);
    await loop.stop();

    expect(await knex('infra_jobs').pluck('held_until')).toEqual([null]);
  });

  it('can be asked for at any time, and once more while they run', async () => {
    const { replica } = await setUp();
    const loop = replica();
    let runs = 0;
    const ends: Array<() => void> = [];
    const job = jobOf(() => {
      runs += 1;
      return new Promise(resolve => {
        ends.push(resolve);
      });
    });
    await loop.request(job);
    await loop.request(job);
    expect(runs).toBe(1);

    ends[0]();
    await until(async () => {
      await loop.look(job);
      return runs === 2;
    });
    ends[1]();
    await loop.stop();
  });
});
