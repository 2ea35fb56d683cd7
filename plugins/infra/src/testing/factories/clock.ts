/** The moment factories count from. */
export const NOW = Date.now();

/** A date so many minutes from the moment factories count from, ISO 8601; negative is past. */
export function minutesFromNow(minutes: number): string {
  return new Date(NOW + minutes * 60_000).toISOString();
}

/** A date so many days from the moment factories count from, ISO 8601; negative is past. */
export function daysFromNow(days: number): string {
  return minutesFromNow(days * 24 * 60);
}
