import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Marks } from './Marks';
import { AMOUNTS, sumIfKnown } from './amounts';
import type { SeriesTable } from './SeriesTable';
import { DAY, floorTo, HOUR, oldest, RAW } from './steps';

/** Coarser samples and what they are made of. */
const ROLL_UPS = [
  { from: RAW, to: HOUR },
  { from: HOUR, to: DAY },
];

/** Up to when samples of a step have been made. */
export const settledMark = (step: number) => `settled.${step}`;

const COLUMNS = AMOUNTS.join(', ');

const SUMS = AMOUNTS.map(name =>
  name === 'used' ? sumIfKnown(name) : `sum(${name})`,
).join(', ');

const MERGED = AMOUNTS.map(name => `${name} = excluded.${name}`).join(', ');

/** Makes samples of hours and days of finer ones, and forgets what is too old. May be run any time, by anybody, twice. */
export class Settling {
  constructor(
    private readonly knex: Knex,
    private readonly series: SeriesTable,
    private readonly marks: Marks,
  ) {}

  /** @param now - in seconds since 1970 */
  async run(now: number, signal?: AbortSignal): Promise<void> {
    for (const { from, to } of ROLL_UPS) {
      const since = (await this.marks.get(settledMark(to))) ?? 0;
      const until = floorTo(to, now);
      if (until > since) {
        for (const ids of await this.series.parts()) {
          signal?.throwIfAborted();
          await this.rollUp(ids, { from, to, since, until });
          // the driver of SQLite is synchronous: others get their turn between two statements
          await setImmediate();
        }
        await this.marks.set(settledMark(to), until);
        await this.forget(from, oldest(from, now), signal);
        await this.forget(DAY, oldest(DAY, now), signal);
      }
    }
  }

  /** Has hours and days of before made anew: samples of then have come in. */
  async again(): Promise<void> {
    await this.marks.delete(ROLL_UPS.map(({ to }) => settledMark(to)));
  }

  private async rollUp(
    ids: number[],
    {
      from,
      to,
      since,
      until,
    }: Record<'from' | 'to' | 'since' | 'until', number>,
  ): Promise<void> {
    await this.knex.raw(
      `insert into infra_capacity_samples (series_id, step, at, n, ${COLUMNS})
       select series_id, ${to}, at - (at % ${to}), sum(n), ${SUMS}
       from infra_capacity_samples
       where series_id in (${ids.map(() => '?').join(', ')})
         and step = ? and at >= ? and at < ?
       group by series_id, at - (at % ${to})
       on conflict (series_id, step, at) do update set
         n = excluded.n, ${MERGED}`,
      [...ids, from, since, until],
    );
  }

  private async forget(
    step: number,
    before: number,
    signal?: AbortSignal,
  ): Promise<void> {
    for (const ids of await this.series.parts()) {
      signal?.throwIfAborted();
      await this.knex('infra_capacity_samples')
        .whereIn('series_id', ids)
        .where({ step })
        .where('at', '<', before)
        .delete();
      await setImmediate();
    }
  }
}
