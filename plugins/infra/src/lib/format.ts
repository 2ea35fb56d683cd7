import { DateTime, Duration } from 'luxon';

/** A date for a person: `3 Nov 2026, 14:05`. */
export function formatDateTime(iso: string): string {
  return DateTime.fromISO(iso).toFormat('d LLL yyyy, HH:mm');
}

/** A moment among others close to it: `3 Nov 2026, 14:05:09`. */
export function formatMoment(iso: string): string {
  return DateTime.fromISO(iso).toFormat('d LLL yyyy, HH:mm:ss');
}

/** A day for a person: `3 Nov 2026`. */
export function formatDay(iso: string): string {
  return DateTime.fromISO(iso).toFormat('d LLL yyyy');
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Whether a text is a date with a time in ISO 8601. */
export function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && DateTime.fromISO(text).isValid;
}

/** Speed of a link, in megabits a second: `100 Gb/s`. */
export function formatSpeed(megabits: number): string {
  return megabits >= 1000
    ? `${(megabits / 1000).toLocaleString('en')} Gb/s`
    : `${megabits} Mb/s`;
}

/** Clocks differ by that much, and nobody cares. */
const NOW_MS = 2_000;

/** How long ago, or until when: `just now`, `3 hours ago`, `in 2 days`. */
export function formatRelative(
  iso: string,
  now: DateTime = DateTime.now(),
): string {
  if (Math.abs(DateTime.fromISO(iso).diff(now).toMillis()) < NOW_MS) {
    return 'just now';
  }
  return (
    DateTime.fromISO(iso).toRelative({
      base: now,
      locale: 'en',
      rounding: 'round',
    }) ?? iso
  );
}

/** How long something took or takes, in milliseconds: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) {
    return '< 1 s';
  }
  const { hours, minutes, seconds } = Duration.fromMillis(milliseconds)
    .shiftTo('hours', 'minutes', 'seconds')
    .toObject() as { hours: number; minutes: number; seconds: number };
  if (hours > 0) {
    return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  }
  if (minutes > 0) {
    const rest = Math.round(seconds);
    return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  }
  return `${Math.round(seconds)} s`;
}

/** Days from now to a date, to the nearest; negative when it is past. */
export function daysUntil(iso: string, now: DateTime = DateTime.now()): number {
  const { days } = DateTime.fromISO(iso).diff(now, 'days');
  return days < 0 ? Math.floor(days) : Math.round(days);
}

/** A count with its noun: `1 day`, `3 days`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A machine word for a person: `pending_approval` becomes `Pending approval`. */
export function humanize(word: string): string {
  const spaced = word
    .replace(/[._-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
