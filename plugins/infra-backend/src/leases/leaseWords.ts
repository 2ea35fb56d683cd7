import { DAY_MS } from './leaseDates';

const HOUR_MS = 3600_000;

const MOMENT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  // the reader's clock is not known, and those of two readers may differ
  timeZone: 'UTC',
});

/** A moment for somebody anywhere: `Friday 4 December 2026 at 10:00 UTC`. */
export function momentWords(iso: string): string {
  const part = Object.fromEntries(
    MOMENT.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  return `${part.weekday} ${part.day} ${part.month} ${part.year} at ${part.hour}:${part.minute} UTC`;
}

const count = (number: number, what: string) =>
  `${number} ${what}${number === 1 ? '' : 's'}`;

/** How long is left, in milliseconds, rounded up: `3 days`, `1 day`, `12 hours`. */
export function leftWords(ms: number): string {
  return ms > DAY_MS - 4 * HOUR_MS
    ? count(Math.ceil(ms / DAY_MS), 'day')
    : count(Math.max(1, Math.ceil(ms / HOUR_MS)), 'hour');
}
