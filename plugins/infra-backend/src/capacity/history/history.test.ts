import fc from 'fast-check';
import { createTestDatabases } from '../../__testUtils__/databases';
import { connectDatabase } from '../../database/migrate';
import { KnexSampleStore } from './KnexSampleStore';
import type { HistoryPoint, Sample } from './Sample';
import { DAY, floorTo, HOUR, oldest, RAW } from './steps';

const databases = createTestDatabases();
const BEGINNING = Date.UTC(2026, 0, 1) / 1000;
const MIB = 2 ** 20;

function sample(zone: string, allocated: number, more = {}): Sample {
  return {
    class: 'vcpus',
    provider: 'os-1',
    site: 'eu1',
    zone,
    role: '',
    total: 10,
    deliverable: 40,
    granted: zone === '' ? 7 : 0,
    allocated,
    used: null,
    ...more,
  };
}

describe.each(databases.eachSupportedId())('capacity history (%s)', engine => {
  async function setUp() {
    const knex = await databases.init(engine);
    await connectDatabase({ getClient: async () => knex });
    return { knex, samples: new KnexSampleStore(knex) };
  }

  /** What the answer must be, of everything that was ever taken. */
  function expected(
    taken: Map<string, Map<number, Sample>>,
    range: { from: number; to: number; step: number },
    settledAt: number,
  ): Array<Pick<HistoryPoint, 'at' | 'allocated' | 'total'>> {
    const finest = [DAY, HOUR, RAW].find(one => range.step % one === 0)!;
    // what is gone: made coarser and too old for its step
    const keptSince = settledAt === 0 ? 0 : oldest(finest, settledAt);
    const points = new Map<number, { allocated: number; total: number }>();
    for (const series of taken.values()) {
      const moments = new Map<number, Sample[]>();
      for (const [at, one] of series) {
        if (at >= range.from && at < range.to && at >= keptSince) {
          const moment = floorTo(range.step, at);
          moments.set(moment, [...(moments.get(moment) ?? []), one]);
        }
      }
      for (const [moment, list] of moments) {
        const mean = (of: 'allocated' | 'total') =>
          list.reduce((sum, one) => sum + one[of], 0) / list.length;
        const before = points.get(moment) ?? { allocated: 0, total: 0 };
        points.set(moment, {
          allocated: before.allocated + mean('allocated'),
          total: before.total + mean('total'),
        });
      }
    }
    return [...points]
      .sort(([a], [b]) => a - b)
      .map(([at, amounts]) => ({ at, ...amounts }));
  }

  it('tells the same as all samples together would, however they are made coarser and forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            // mostly the next sample, now and then a night or some weeks without any
            pause: fc.oneof(
              { weight: 8, arbitrary: fc.constant(RAW) },
              { weight: 4, arbitrary: fc.integer({ min: 1, max: 2 * HOUR }) },
              { weight: 1, arbitrary: fc.integer({ min: DAY, max: 45 * DAY }) },
            ),
            zones: fc.subarray(['', 'a', 'b'], { minLength: 1 }),
            allocated: fc.nat(30),
            settle: fc.boolean(),
          }),
          { minLength: 1, maxLength: 40 },
        ),
        async steps => {
          const { knex, samples } = await fresh();
          const taken = new Map<string, Map<number, Sample>>();
          let now = BEGINNING + 17;
          let settledAt = 0;
          for (const { pause, zones, allocated, settle } of steps) {
            now += pause;
            const slot = floorTo(RAW, now);
            const list = zones.map(zone => sample(zone, allocated));
            await samples.add(now, list);
            for (const one of list) {
              const series = taken.get(one.zone) ?? new Map();
              taken.set(one.zone, series);
              if (!series.has(slot)) {
                series.set(slot, one);
              }
            }
            if (settle) {
              await samples.settling.run(now);
              settledAt = now;
            }
          }
          for (const step of [RAW, HOUR, 6 * HOUR, DAY, 7 * DAY]) {
            const range = { from: floorTo(step, BEGINNING), to: now + 1, step };
            const points = await samples.points({ class: 'vcpus' }, range);
            const wanted = expected(taken, range, settledAt);
            expect(points.map(({ at }) => at)).toEqual(
              wanted.map(({ at }) => at),
            );
            points.forEach((point, index) => {
              expect(point.allocated).toBeCloseTo(wanted[index].allocated, 6);
              expect(point.total).toBeCloseTo(wanted[index].total, 6);
            });
          }
          await knex('infra_capacity_samples').delete();
        },
      ),
      { numRuns: 25 },
    );
  });

  let shared: Awaited<ReturnType<typeof setUp>> | undefined;
  /** One database for all runs: emptied, not made anew. */
  async function fresh() {
    shared ??= await setUp();
    for (const table of ['samples', 'series', 'marks']) {
      await shared.knex(`infra_capacity_${table}`).delete();
    }
    return shared;
  }

  it('has one sample of five minutes, whoever takes it', async () => {
    const { knex, samples } = await setUp();
    const other = new KnexSampleStore(knex);
    await Promise.all([
      samples.add(BEGINNING + 10, [sample('a', 5), sample('b', 1)]),
      other.add(BEGINNING + 20, [sample('a', 5), sample('b', 1)]),
    ]);
    await samples.add(BEGINNING + 299, [sample('a', 9)]);
    expect(await knex('infra_capacity_samples').count({ n: '*' })).toEqual([
      { n: engine === 'SQLITE_3' ? 2 : '2' },
    ]);
    const range = { from: BEGINNING, to: BEGINNING + RAW, step: RAW };
    expect(await samples.points({ class: 'vcpus' }, range)).toMatchObject([
      { at: BEGINNING, allocated: 6, granted: 0 },
    ]);
  });

  it('is the same when it is settled by two at once, and again', async () => {
    const { knex, samples } = await setUp();
    for (let at = 0; at < 5 * HOUR; at += RAW) {
      await samples.add(BEGINNING + at, [sample('a', at / RAW)]);
    }
    const rows = () =>
      knex('infra_capacity_samples')
        .where('step', '>', RAW)
        .orderBy('at')
        .select('at', 'n', 'allocated');
    const now = BEGINNING + 5 * HOUR;
    await Promise.all([
      samples.settling.run(now),
      new KnexSampleStore(knex).settling.run(now),
    ]);
    const once = await rows();
    expect(once).toHaveLength(5);
    await samples.settling.again();
    await samples.settling.run(now);
    expect(await rows()).toEqual(once);
  });

  it('counts memory in bytes for whoever reads it, and in MiB in the table', async () => {
    const { knex, samples } = await setUp();
    await samples.add(BEGINNING, [
      sample('a', 512, { class: 'memoryBytes', total: 2 ** 21 }),
    ]);
    const range = { from: BEGINNING, to: BEGINNING + RAW, step: RAW };
    expect(await samples.points({ class: 'memoryBytes' }, range)).toMatchObject(
      [{ allocated: 512 * MIB, total: 2 ** 41 }],
    );
    expect((await knex('infra_capacity_samples').first()).allocated).toEqual(
      engine === 'SQLITE_3' ? 512 : '512',
    );
  });

  it('says that use is unknown unless all of it is known', async () => {
    const { samples } = await setUp();
    await samples.add(BEGINNING, [sample('a', 1, { used: 1 }), sample('b', 1)]);
    const range = { from: BEGINNING, to: BEGINNING + RAW, step: RAW };
    const used = async (zone: string[]) =>
      (await samples.points({ class: 'vcpus', zone }, range))[0].used;
    expect(await used(['a'])).toBe(1);
    expect(await used(['a', 'b'])).toBeNull();
  });
});
