import type { Json } from '../../kernel/json';
import type { Call } from '../../kernel/http/types';
import { badRequest, invalidParameter } from './errors';

const MAX_LIMIT = 1000;

/** `limit`, capped in silence; 1000 without one. */
export function pageLimit(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) {
    return MAX_LIMIT;
  }
  if (!/^\d+$/.test(text)) {
    throw invalidParameter(
      'limit',
      text,
      `'${text}' does not match '^[0-9]*$'`,
    );
  }
  return Math.min(Number(text), MAX_LIMIT);
}

/** `[{rel: next}]` when the page is full: something may follow. */
export function nextLinks(
  call: Call,
  ids: readonly string[],
  limit: number,
): Json[] | undefined {
  if (limit === 0 || ids.length < limit) {
    return undefined;
  }
  const query = new URLSearchParams(call.query);
  query.delete('marker');
  query.set('marker', ids[ids.length - 1]);
  const path = call.url.split('?')[0];
  return [{ rel: 'next', href: `${call.origin}${path}?${query}` }];
}

/** A page of a short list, by `limit` and `marker` (an id). */
export function pageOf<T>(
  rows: readonly T[],
  idOf: (row: T) => string,
  query: URLSearchParams,
): T[] {
  const limit = pageLimit(query);
  const marker = query.get('marker');
  let from = 0;
  if (marker !== null) {
    from = rows.findIndex(row => idOf(row) === marker) + 1;
    if (from === 0) {
      throw badRequest(`marker [${marker}] not found`);
    }
  }
  return rows.slice(from, from + limit);
}
