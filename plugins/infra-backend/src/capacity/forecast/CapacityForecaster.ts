import { setImmediate } from 'node:timers/promises';
import type {
  CapacityForecast,
  CapacityForecastQuery,
} from '@ironstage/plugin-infra-common';
import type { CapacityHistoryReader } from '../history/CapacityHistoryReader';
import type { KnexSampleStore } from '../history/KnexSampleStore';
import { DAY, floorTo, RAW } from '../history/steps';
import { forecast } from './forecast';

/** What is older says little of what comes. */
const DAYS = 120;

/** Questions whose answers are kept until there is a new sample. */
const KEPT = 50;

/** The sooner it is full, and the fuller it is of those that are not, the earlier it is told. */
function byUrgency(a: CapacityForecast, b: CapacityForecast): number {
  const daysOf = ({ daysToFull }: CapacityForecast) =>
    daysToFull.expected ?? daysToFull.earliest ?? Number.MAX_SAFE_INTEGER;
  const fullness = ({ allocated, deliverable }: CapacityForecast) =>
    deliverable > 0 ? allocated / deliverable : 1;
  return daysOf(a) - daysOf(b) || fullness(b) - fullness(a);
}

/** Makes forecasts of what was kept of capacity; once for each sample, however often they are asked for. */
export class CapacityForecaster {
  private readonly made = new Map<string, Promise<CapacityForecast[]>>();
  private slot = 0;

  constructor(
    private readonly samples: KnexSampleStore,
    private readonly history: CapacityHistoryReader,
    private readonly nowMs: () => number = Date.now,
  ) {}

  async forecasts(query: CapacityForecastQuery): Promise<CapacityForecast[]> {
    const now = Math.floor(this.nowMs() / 1000);
    const slot = floorTo(RAW, now);
    if (slot !== this.slot || this.made.size >= KEPT) {
      this.made.clear();
      this.slot = slot;
    }
    const { class: name, provider, site, zone, role } = query;
    const key = JSON.stringify([name, provider, site, zone, role]);
    const known = this.made.get(key);
    if (known) {
      return known;
    }
    const making = this.make(query, now);
    this.made.set(key, making);
    // what failed is tried again by whoever asks next
    making.catch(() => this.made.delete(key));
    return making;
  }

  private async make(
    query: CapacityForecastQuery,
    now: number,
  ): Promise<CapacityForecast[]> {
    const names = query.class
      ? [query.class]
      : await this.samples.series.classes(query);
    const found: CapacityForecast[] = [];
    for (const name of names) {
      const one = await this.one({ ...query, class: name }, now);
      if (one) {
        found.push(one);
      }
      // others get their turn between two of these
      await setImmediate();
    }
    return found.sort(byUrgency);
  }

  private async one(
    query: CapacityForecastQuery & { class: string },
    now: number,
  ): Promise<CapacityForecast | undefined> {
    const today = floorTo(DAY, now);
    const range = { from: today - DAYS * DAY, to: now, step: DAY };
    const points = await this.samples.points(query, range);
    const last = points.at(-1);
    // what is only granted, or gone by now, can't fill up
    if (!last || last.deliverable + last.allocated <= 0) {
      return undefined;
    }
    return {
      class: query.class,
      reconstructedBefore: await this.history.reconstructedBefore(query),
      ...forecast({
        // today is not over
        days: points
          .filter(({ at }) => at < today)
          .map(({ at, allocated }) => ({ day: at / DAY, amount: allocated })),
        allocated: last.allocated,
        deliverable: last.deliverable,
        today: today / DAY,
      }),
    };
  }
}
