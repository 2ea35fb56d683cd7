import { setImmediate } from 'node:timers/promises';
import type { Knex } from 'knex';
import { chunks } from '../../inventory/writeRows';
import { AMOUNTS, sumIfKnown } from './amounts';
import { Marks } from './Marks';
import {
  unitOf,
  type Amounts,
  type HistoryPoint,
  type Sample,
  type SeriesFilter,
} from './Sample';
import { SeriesTable } from './SeriesTable';
import { settledMark, Settling } from './Settling';
import { floorTo, KEPT, RAW } from './steps';

/** Rows that a statement writes: nine values each. */
const CHUNK = 400;

/** A sample of a series that is known by its number. */
export interface StoredSample extends Amounts {
  seriesId: number;
  step: number;
  at: number;
}

/** A stretch of time, in seconds since 1970; `to` is not part of it. */
export interface Range {
  from: number;
  to: number;
  /** a multiple of one that is kept */
  step: number;
}

/** Keeps samples of capacity. Nothing is written twice, whoever writes it and how often. */
export class KnexSampleStore {
  readonly series: SeriesTable;
  readonly marks: Marks;
  readonly settling: Settling;

  constructor(private readonly knex: Knex) {
    this.series = new SeriesTable(knex);
    this.marks = new Marks(knex);
    this.settling = new Settling(knex, this.series, this.marks);
  }

  /** Writes what series are like at a moment; what was written before of the same five minutes stays. */
  async add(at: number, samples: Sample[]): Promise<void> {
    const ids = await this.series.idsOf(samples);
    await this.addStored(
      samples.map((sample, index) => ({
        ...sample,
        seriesId: ids[index],
        step: RAW,
        at: floorTo(RAW, at),
      })),
    );
  }

  /** Writes samples of any moments. */
  async addStored(samples: StoredSample[]): Promise<void> {
    for (const part of chunks(samples, CHUNK)) {
      await this.knex('infra_capacity_samples')
        .insert(
          part.map(sample => ({
            series_id: sample.seriesId,
            step: sample.step,
            at: sample.at,
            n: 1,
            total: sample.total,
            deliverable: sample.deliverable,
            granted: sample.granted,
            allocated: sample.allocated,
            used: sample.used,
          })),
        )
        .onConflict(['series_id', 'step', 'at'])
        .ignore();
      // the driver of SQLite is synchronous: others get their turn between two statements
      await setImmediate();
    }
  }

  /**
   * Amounts over time in bytes or pieces: averaged over each step, then summed up over the series. Steps without samples
   * are left out.
   */
  async points(filter: SeriesFilter, range: Range): Promise<HistoryPoint[]> {
    const ids = await this.series.idsWhere(filter);
    const parts = await this.partsOf(range);
    if (ids.length === 0 || parts.length === 0) {
      return [];
    }
    const samples = parts.map(({ step, from, to }) =>
      this.knex('infra_capacity_samples')
        .whereIn('series_id', ids)
        .where({ step })
        .where('at', '>=', from)
        .where('at', '<', to)
        .select(
          'series_id',
          'n',
          ...AMOUNTS,
          this.knex.raw('at - (at % ?) as moment', [range.step]),
        ),
    );
    const means = this.knex
      .from(samples[0].unionAll(samples.slice(1)).as('samples'))
      .groupBy('series_id', 'moment')
      .select(
        'moment',
        ...AMOUNTS.map(name =>
          this.knex.raw(`(${sumIfKnown(name)}) * 1.0 / sum(n) as ${name}`),
        ),
      );
    const rows = await this.knex
      .from(means.as('means'))
      .groupBy('moment')
      .orderBy('moment')
      .select(
        { at: 'moment' },
        ...AMOUNTS.map(name => this.knex.raw(`${sumIfKnown(name)} as ${name}`)),
      );
    const unit = unitOf(filter.class);
    return rows.map(row => ({
      at: Number(row.at),
      total: Number(row.total) * unit,
      deliverable: Number(row.deliverable) * unit,
      granted: Number(row.granted) * unit,
      allocated: Number(row.allocated) * unit,
      used: row.used === null ? null : Number(row.used) * unit,
    }));
  }

  /** Which samples a range is read from: the coarsest that will do, as far as they have been made. */
  private async partsOf(range: Range): Promise<Range[]> {
    const parts: Range[] = [];
    let { from } = range;
    for (const { step } of [...KEPT].reverse()) {
      if (range.step % step === 0) {
        const made =
          step === RAW
            ? range.to
            : (await this.marks.get(settledMark(step))) ?? 0;
        const to = Math.min(made, range.to);
        if (to > from) {
          parts.push({ step, from, to });
          from = to;
        }
      }
    }
    return parts;
  }
}
