import { InputError } from '@backstage/errors';
import {
  HISTORY_STEPS,
  MAX_POINTS,
  type CapacityHistory,
  type CapacityHistoryQuery,
  type CapacityPoint,
} from '@ironstage/plugin-infra-common';
import type { KnexSampleStore } from './KnexSampleStore';
import { reconstructedMark } from './Reconstruction';
import type { HistoryPoint, SeriesFilter } from './Sample';
import { DAY, floorTo } from './steps';

const DEFAULT_SECONDS = 30 * DAY;

const secondsOf = (iso: string) => Math.floor(Date.parse(iso) / 1000);
const isoOf = (seconds: number) => new Date(seconds * 1000).toISOString();

/**
 * What is asked for, in whole steps that the answer has room for.
 *
 * @throws InputError saying what would do
 */
function rangeOf(query: CapacityHistoryQuery, now: number) {
  const to = query.to ? secondsOf(query.to) : now;
  const from = query.from ? secondsOf(query.from) : to - DEFAULT_SECONDS;
  if (from >= to) {
    throw new InputError('from must be earlier than to.');
  }
  const fits = (step: number) =>
    (to - floorTo(step, from)) / step <= MAX_POINTS;
  const step = query.step ?? HISTORY_STEPS.find(fits);
  if (!step || !fits(step)) {
    const longer = HISTORY_STEPS.find(fits);
    throw new InputError(
      `From ${isoOf(from)} to ${isoOf(
        to,
      )} there are more than ${MAX_POINTS} points; ${
        longer
          ? `ask for a step of ${longer} seconds or for less time`
          : 'ask for less time'
      }.`,
    );
  }
  return { from: floorTo(step, from), to, step };
}

/** Reads what was kept of capacity. */
export class CapacityHistoryReader {
  constructor(
    private readonly samples: KnexSampleStore,
    private readonly nowMs: () => number = Date.now,
  ) {}

  async read(
    query: CapacityHistoryQuery,
  ): Promise<Omit<CapacityHistory, 'errors'>> {
    const range = rangeOf(query, Math.floor(this.nowMs() / 1000));
    const points = await this.samples.points(query, range);
    const last = points.at(-1);
    return {
      class: query.class,
      from: isoOf(range.from),
      to: isoOf(range.to),
      step: range.step,
      points: points.map(point => shown(point, query)),
      overcommit: last && last.total > 0 ? last.deliverable / last.total : null,
      reconstructedBefore: await this.reconstructedBefore(query),
    };
  }

  /** Before when some of what is looked at was worked out. */
  async reconstructedBefore(filter: SeriesFilter): Promise<string | null> {
    const providers = await this.samples.series.providers(filter);
    const at = await this.samples.marks.latest(
      [...providers].map(reconstructedMark),
    );
    return at === undefined ? null : isoOf(at);
  }
}

function shown(point: HistoryPoint, query: SeriesFilter): CapacityPoint {
  const isWhole = !query.zone?.length && !query.role?.length;
  const { at, total, deliverable, allocated, granted, used } = point;
  return {
    at: isoOf(at),
    total,
    deliverable,
    allocated,
    granted: isWhole && query.class !== 'machines' ? granted : null,
    used,
  };
}
