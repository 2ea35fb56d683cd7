const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * How long to wait before a step is tried again: doubling, with jitter, or as
 * long as the provider asked for.
 *
 * @param attempts - how often the step was tried already
 */
export function backoffMs(attempts: number, askedMs = 0): number {
  const grown = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 10));
  return Math.max(askedMs, grown * (0.5 + Math.random() / 2));
}
