import type { CapacityForecast } from '@ironstage/plugin-infra-common';

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`;

/** What ninety days of history allow, which is as much as a year to whoever reads it. */
const NEARLY_A_YEAR = 360;

/** How far ahead can be told. */
const within = (horizon: number) =>
  horizon >= NEARLY_A_YEAR
    ? 'within a year'
    : `within ${days(horizon)}, which is as far as its history tells`;

/** What a forecast says, in one sentence for a person. */
export function describeForecast(
  of: Pick<
    CapacityForecast,
    'state' | 'days' | 'daysNeeded' | 'daysToFull' | 'horizonDays'
  >,
): string {
  const { expected, earliest, latest } = of.daysToFull;
  const early =
    earliest === null ? '' : `; at the earliest in ${days(earliest)}`;
  switch (of.state) {
    case 'full':
      return 'It is full now.';
    case 'too-little-history':
      return `There is too little history: ${days(
        of.days,
      )}, and a forecast takes ${of.daysNeeded}.`;
    case 'steady':
      return `It does not grow, and is not full ${within(
        of.horizonDays,
      )}${early}.`;
    default:
      break;
  }
  if (expected === null) {
    return `It grows, and is not full ${within(of.horizonDays)}${early}.`;
  }
  const late =
    latest === null
      ? `possibly not ${within(of.horizonDays)}`
      : `at the latest in ${days(latest)}`;
  return `It is full in about ${days(expected)}${early}, ${late}.`;
}
