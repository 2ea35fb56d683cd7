/** Seconds between two samples as they are taken, of an hour and of a day. */
export const RAW = 300;
export const HOUR = 3600;
export const DAY = 86_400;

/** How long samples are kept, in seconds, the finest first. */
export const KEPT = [
  { step: RAW, seconds: 7 * DAY },
  { step: HOUR, seconds: 90 * DAY },
  { step: DAY, seconds: 3 * 365 * DAY },
] as const;

/** The beginning of what a moment lies in, in seconds since 1970. */
export function floorTo(step: number, at: number): number {
  return at - (at % step);
}

/**
 * The oldest moment of which samples are kept. What coarser samples are made of goes as a whole: an hour is not
 * made anew of what is left of it.
 */
export function oldest(step: number, now: number): number {
  const index = KEPT.findIndex(one => one.step === step);
  return floorTo(KEPT[index + 1]?.step ?? step, now - KEPT[index].seconds);
}
