import { enoughFor } from './robust';
import type { DayPoint, Model } from './models';

/** Days kept from a model at most. */
const HELD_OUT = 28;
/** How often a model is tried, each time from an earlier day on. */
const TRIALS = 4;
/** Part of the held-out days that the band has room for. */
const INSIDE = 0.9;

/** How a model did on days that were kept from it. */
export interface Trial {
  model: Model;
  /** what it was off by on average */
  error: number;
  heldOutDays: number;
  /** half of the width of the band, so many days ahead */
  offBy: (daysAhead: number) => number;
}

interface Miss {
  daysAhead: number;
  by: number;
}

/** How much wider the band is, so many days ahead: a trend that is a little wrong is the more so the longer it goes on. */
const widening = (daysAhead: number, heldOut: number) =>
  1 + daysAhead / heldOut;

function misses(model: Model, points: DayPoint[], heldOut: number): Miss[] {
  const found: Miss[] = [];
  for (let trial = 0; trial < TRIALS; trial++) {
    const end = points.length - Math.floor((trial * heldOut) / 2);
    const start = end - heldOut;
    if (start >= model.daysNeeded) {
      const known = points.slice(0, start);
      const outlook = model.fit(known);
      const today = known[known.length - 1].day;
      for (const { day, amount } of points.slice(start, end)) {
        found.push({
          daysAhead: day - today,
          by: Math.abs(outlook(day) - amount),
        });
      }
    }
  }
  return found;
}

/**
 * Tries a model on the last days of several stretches, each time with what was known before only.
 *
 * @returns undefined when there are too few days for it
 */
export function backtest(model: Model, points: DayPoint[]): Trial | undefined {
  const heldOutDays = Math.min(HELD_OUT, Math.floor(points.length / 3));
  const found = heldOutDays > 0 ? misses(model, points, heldOutDays) : [];
  if (found.length === 0) {
    return undefined;
  }
  const unit = enoughFor(
    found.map(({ daysAhead, by }) => by / widening(daysAhead, heldOutDays)),
    INSIDE,
  );
  return {
    model,
    error: found.reduce((sum, { by }) => sum + by, 0) / found.length,
    heldOutDays,
    offBy: daysAhead => unit * widening(daysAhead, heldOutDays),
  };
}
