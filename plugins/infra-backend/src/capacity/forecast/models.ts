import type { ForecastModel } from '@ironstage/plugin-infra-common';
import { median, theilSen } from './robust';

/** An amount on a day; days are counted from any day, and some may be missing. */
export interface DayPoint {
  day: number;
  amount: number;
}

/** Carries days on: the amount of any later day. */
export type Outlook = (day: number) => number;

/** A way to carry days on. */
export interface Model {
  name: ForecastModel;
  /** days that it has to know */
  daysNeeded: number;
  fit(points: DayPoint[]): Outlook;
}

const WEEK = 7;
/** Days that say where things stand now. */
const RECENT = 2 * WEEK;

/** Where a line of a slope goes through, so that it fits the last days: what was moved in one go stays moved. */
function anchored(points: DayPoint[], slope: number): Outlook {
  const level = median(
    points.slice(-RECENT).map(({ day, amount }) => amount - slope * day),
  );
  return day => level + slope * day;
}

function trendOf(points: DayPoint[]): Outlook {
  return anchored(points, theilSen(points.map(one => [one.day, one.amount])));
}

const level: Model = {
  name: 'level',
  daysNeeded: 1,
  fit: points => {
    const now = median(points.slice(-WEEK).map(({ amount }) => amount));
    return () => now;
  },
};

const trend: Model = { name: 'trend', daysNeeded: 7, fit: trendOf };

/** The trend, and what the same weekday was above or below it. */
const weekly: Model = {
  name: 'weekly',
  daysNeeded: 3 * WEEK,
  fit: points => {
    const line = trendOf(points);
    const offBy = Array.from({ length: WEEK }, (): number[] => []);
    for (const { day, amount } of points) {
      offBy[day % WEEK].push(amount - line(day));
    }
    const usual = offBy.map(amounts =>
      amounts.length > 0 ? median(amounts) : 0,
    );
    return day => line(day) + usual[day % WEEK];
  },
};

/** All models, the simplest first: of two that are as good the simpler one is taken. */
export const MODELS: Model[] = [level, trend, weekly];
