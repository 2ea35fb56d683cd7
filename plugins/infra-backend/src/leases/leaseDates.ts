/** One day, in milliseconds. */
export const DAY_MS = 24 * 3600 * 1000;

/** Dates of a lease that ends at a time. */
export function leaseDates(
  endMs: number,
  now: Date,
  config: { graceDays: number; reminderDays: number[] },
) {
  return {
    endsAt: new Date(endMs).toISOString(),
    graceEndsAt: new Date(endMs + config.graceDays * DAY_MS).toISOString(),
    // who has just chosen the end is not reminded of it
    remindedDays: dueReminder(endMs, now, config.reminderDays),
  };
}

/**
 * The reminder whose time has come, by its days before the end; the latest when it has for several.
 *
 * @param reminderDays - the earliest first
 */
export function dueReminder(
  endMs: number,
  now: Date,
  reminderDays: number[],
): number | null {
  const leftMs = endMs - now.getTime();
  return reminderDays.filter(days => leftMs <= days * DAY_MS).at(-1) ?? null;
}
