import type {
  CostFigures,
  Costs,
  RateCard,
  UsedAmounts,
} from '@ironstage/plugin-infra-common';
import { addAmounts, noAmounts, priceOf } from './price';
import type { UsageOfDay } from './UsageStore';

const DAY = 24 * 3600_000;

const timeOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** First day of a month, and of one some months later. */
export function firstDay(month: string, later = 0): string {
  const [year, number] = month.split('-').map(Number);
  return dayOf(Date.UTC(year, number - 1 + later));
}

const sumOf = (days: UsageOfDay[]): UsedAmounts =>
  days.reduce((sum, { used }) => addAmounts(sum, used), noAmounts());

interface Basis {
  month: string;
  /** of this month and of the one before */
  days: UsageOfDay[];
  rates: RateCard | null;
  /** milliseconds since 1970 */
  now: number;
}

/** The figures of some of the days; what is still to come goes on as the last 24 hours did. */
function figuresOf(days: UsageOfDay[], basis: Basis): CostFigures {
  const { month, rates, now } = basis;
  const first = firstDay(month);
  const end = timeOf(firstDay(month, 1));
  const ofMonth = days.filter(({ day }) => day >= first);
  const used = sumOf(ofMonth);
  if (!rates) {
    return { used, cost: null, forecast: null, previous: null };
  }
  const cost = priceOf(used, rates);
  const ofDay = (wanted: string) =>
    priceOf(sumOf(days.filter(({ day }) => day === wanted)), rates);
  const sinceMidnight = (now - timeOf(dayOf(now))) / DAY;
  const lastDay =
    ofDay(dayOf(now)) + ofDay(dayOf(now - DAY)) * (1 - sinceMidnight);
  return {
    used,
    cost,
    forecast: cost + (Math.max(0, end - now) / DAY) * lastDay,
    previous: priceOf(sumOf(days.filter(({ day }) => day < first)), rates),
  };
}

function groupBy<T>(items: T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item)) ?? [];
    group.push(item);
    groups.set(key(item), group);
  }
  return [...groups.values()];
}

/** What counts when the dearest come first; without prices, the hours of processors. */
const weight = ({ cost, previous, used }: CostFigures) =>
  cost === null ? used.vcpuHours : cost + (previous ?? 0) / 1e6;

const dearestFirst = <T extends CostFigures>(lines: T[]) =>
  lines.sort((a, b) => weight(b) - weight(a));

/** Adds a month up, project by project and team by team. */
export function showback(basis: Basis): Costs {
  const { month, days, rates, now } = basis;
  const end = timeOf(firstDay(month, 1));
  const until = Math.min(now, end);
  const begun: Costs['days'] = [];
  for (let at = timeOf(firstDay(month)); at < until; at += DAY) {
    const day = dayOf(at);
    const used = sumOf(days.filter(one => one.day === day));
    begun.push({ day, cost: rates && priceOf(used, rates) });
  }
  return {
    month,
    until: new Date(until).toISOString(),
    isOver: now >= end,
    rates,
    total: figuresOf(days, basis),
    projects: dearestFirst(
      groupBy(days, ({ project, owner }) =>
        JSON.stringify([project, owner]),
      ).map(of => ({
        project: of[0].project,
        owner: of[0].owner,
        ...figuresOf(of, basis),
      })),
    ),
    teams: dearestFirst(
      groupBy(days, ({ owner }) => JSON.stringify(owner)).map(of => ({
        owner: of[0].owner,
        ...figuresOf(of, basis),
      })),
    ),
    days: begun,
  };
}
