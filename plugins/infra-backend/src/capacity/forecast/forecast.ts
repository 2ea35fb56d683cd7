import type { CapacityForecast } from '@ironstage/plugin-infra-common';
import { backtest, type Trial } from './backtest';
import { MODELS, type DayPoint } from './models';
import { describeForecast } from './sentence';

/** Fewer days say nothing. */
export const DAYS_NEEDED = 14;
const YEAR = 365;
/** How many times as far as it knows a forecast looks. */
const AHEAD = 4;
/** Points of an answer. */
const POINTS = 30;
/** Less than this part of what is deliverable is no growth. */
const NOTICEABLE = 0.01;

const DAY_MS = 86_400_000;

/** What is known of a class. */
export interface Known {
  /** whole days, oldest first; `day` counts from 1970 */
  days: DayPoint[];
  /** how it is now */
  allocated: number;
  deliverable: number;
  today: number;
}

type Forecast = Omit<CapacityForecast, 'class' | 'reconstructedBefore'>;

const isoOf = (day: number) => new Date(day * DAY_MS).toISOString();

/** The first day ahead on which something holds; null when none does. */
function firstDay(horizon: number, holds: (ahead: number) => boolean) {
  for (let ahead = 1; ahead <= horizon; ahead++) {
    if (holds(ahead)) {
      return ahead;
    }
  }
  return null;
}

function trialsOf(days: DayPoint[]): Trial[] {
  return MODELS.flatMap(model => backtest(model, days) ?? []).sort(
    (a, b) => a.error - b.error,
  );
}

function stateOf(isFull: boolean, grows: boolean) {
  if (isFull) {
    return 'full';
  }
  return grows ? 'growing' : 'steady';
}

function untold(known: Known): Omit<Forecast, 'sentence'> {
  const isFull = known.allocated >= known.deliverable;
  const now = isFull ? 0 : null;
  return {
    state: isFull ? 'full' : 'too-little-history',
    days: known.days.length,
    daysNeeded: DAYS_NEEDED,
    deliverable: known.deliverable,
    allocated: known.allocated,
    daysToFull: { expected: now, earliest: now, latest: now },
    horizonDays: 0,
    model: null,
    backtest: [],
    points: [],
  };
}

function told(known: Known): Omit<Forecast, 'sentence'> {
  const { days, allocated, deliverable, today } = known;
  const trials = trialsOf(days);
  const [best] = trials;
  const outlook = best.model.fit(days);
  const horizon = Math.min(YEAR, AHEAD * days.length);
  const expected = (ahead: number) => Math.max(0, outlook(today + ahead));
  const low = (ahead: number) =>
    Math.max(0, expected(ahead) - best.offBy(ahead));
  const high = (ahead: number) => expected(ahead) + best.offBy(ahead);
  const isFull = allocated >= deliverable;
  const fullBy = (edge: (ahead: number) => number) =>
    isFull ? 0 : firstDay(horizon, ahead => edge(ahead) >= deliverable);
  const daysToFull = {
    expected: fullBy(expected),
    earliest: fullBy(high),
    latest: fullBy(low),
  };
  const grows =
    daysToFull.expected !== null ||
    expected(horizon) - allocated > NOTICEABLE * deliverable;
  const each = Math.max(1, Math.ceil(horizon / POINTS));
  return {
    state: stateOf(isFull, grows),
    days: days.length,
    daysNeeded: DAYS_NEEDED,
    deliverable,
    allocated,
    daysToFull,
    horizonDays: horizon,
    model: best.model.name,
    backtest: trials.map(({ model, error, heldOutDays }) => ({
      model: model.name,
      error,
      errorOfDeliverable: deliverable > 0 ? error / deliverable : null,
      heldOutDays,
    })),
    points: Array.from({ length: Math.floor(horizon / each) }, (_, index) => {
      const ahead = (index + 1) * each;
      return {
        at: isoOf(today + ahead),
        expected: expected(ahead),
        low: low(ahead),
        high: high(ahead),
      };
    }),
  };
}

/** Carries on what is known, by the model that did best on days that were kept from it. */
export function forecast(known: Known): Forecast {
  const answer = known.days.length < DAYS_NEEDED ? untold(known) : told(known);
  return { ...answer, sentence: describeForecast(answer) };
}
