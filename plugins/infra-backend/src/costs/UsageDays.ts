import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { isSqlite } from '../database/engine';
import { fromJson, stableJson } from '../database/json';

const DAY = 24 * 3600;

/** Days that are added up for what was there before the portal. */
const BACK = 92;

/** Days that are kept. */
const KEPT = 3 * 365;

/** What makes a sum. */
const WHOSE = ['kind', 'provider', 'project', 'owner'] as const;

const AMOUNTS = ['vcpus', 'memory_gib', 'storage_gib'] as const;

/** Day of a time in seconds since 1970, by UTC: `2026-11-30`. */
export const dayOf = (time: number) =>
  new Date(time * 1000).toISOString().slice(0, 10);

const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;

/** Adds up what was held on each day, in hours: what one asks for costs what there are days and projects. */
export class UsageDays {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number = Date.now,
  ) {}

  /** Adds up today, as far as it has come, and days that have ended since. */
  async addUp(signal: AbortSignal): Promise<void> {
    const now = Math.floor(this.now() / 1000);
    const today = dayOf(now);
    const [{ final_before: before }] = await this.knex(
      'infra_usage_position',
    ).select('final_before');
    let day = before ?? dayOf(now - BACK * DAY);
    while (day <= today) {
      signal.throwIfAborted();
      const next = dayOf(startOf(day) + DAY);
      await this.addUpDay(day, Math.min(startOf(next), now));
      day = next;
      // the driver of SQLite is synchronous: others get their turn between two days
      await setImmediate();
    }
    await this.knex('infra_usage_position').update({ final_before: today });
    await this.forget(now);
  }

  private async addUpDay(day: string, end: number): Promise<void> {
    const start = startOf(day);
    const { min, max } = isSqlite(this.knex)
      ? { min: 'min', max: 'max' }
      : { min: 'least', max: 'greatest' };
    const hours = `(${min}(coalesce(ended_at, ${end}), ${end}) - ${max}(started_at, ${start})) / 3600.0`;
    const held = () =>
      this.knex('infra_usage')
        .where('started_at', '<', end)
        .where(rows =>
          rows.whereNull('ended_at').orWhere('ended_at', '>', start),
        );
    const sums = await held()
      .groupBy(WHOSE)
      .select(WHOSE)
      .select({ count: this.knex.raw(`sum(${hours})`) })
      .select(
        AMOUNTS.map(name =>
          this.knex.raw(`sum(${name} * ${hours}) as ${name}`),
        ),
      );
    const accelerated: Array<
      Record<string, string | null> & { hours: number }
    > = await held()
      .whereNotNull('gpus')
      .select([...WHOSE, 'gpus'])
      .select({ hours: this.knex.raw(hours) });
    const keyOf = (row: Record<string, unknown>) =>
      JSON.stringify(WHOSE.map(name => row[name]));
    const gpus = new Map<string, Record<string, number>>();
    for (const row of accelerated) {
      const sum = gpus.get(keyOf(row)) ?? {};
      for (const [model, count] of Object.entries(
        fromJson<Record<string, number>>(row.gpus as string),
      )) {
        sum[model] = (sum[model] ?? 0) + count * Number(row.hours);
      }
      gpus.set(keyOf(row), sum);
    }
    await this.knex.transaction(async tx => {
      await tx('infra_usage_days').where({ day }).delete();
      await tx.batchInsert(
        'infra_usage_days',
        sums.map(row => {
          const models = gpus.get(keyOf(row));
          return { ...row, day, gpus: models ? stableJson(models) : null };
        }),
        400,
      );
    });
  }

  private async forget(now: number): Promise<void> {
    const oldest = now - KEPT * DAY;
    await this.knex('infra_usage_days')
      .where('day', '<', dayOf(oldest))
      .delete();
    await this.knex('infra_usage').where('ended_at', '<', oldest).delete();
  }
}
