import type { ProviderErrorKind } from '../errors/ProviderError';
import type { HttpEffect } from './types';

/**
 * What a status means when the vendor says nothing better.
 *
 * 500, 502 and 504 leave open whether a write was done: a gateway answers them
 * when it stops waiting for a service that may still be at work.
 * @public
 */
export function kindOfStatus(
  status: number,
  effect: HttpEffect,
): ProviderErrorKind {
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return 'invalid';
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 408:
      return 'timeout';
    case 409:
    case 412:
      return 'conflict';
    case 429:
      return 'rate-limited';
    case 500:
    case 502:
    case 504:
      return effect === 'read' ? 'unavailable' : 'unknown-outcome';
    case 503:
      return 'unavailable';
    default:
      return 'unexpected-answer';
  }
}

/**
 * Reads `Retry-After`, seconds or a date.
 * @returns milliseconds from now, undefined when there is none or it makes no sense
 */
export function readRetryAfter(
  value: string | undefined,
  now: number = Date.now(),
): number | undefined {
  if (!value) {
    return undefined;
  }
  if (/^\s*\d+\s*$/.test(value)) {
    return Number(value) * 1000;
  }
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
