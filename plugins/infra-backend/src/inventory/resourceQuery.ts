import type { ResourceQuery } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

const FILTERS = [
  'kind',
  'provider',
  'site',
  'project',
  'owner',
  'status',
] as const;

const SORT_COLUMNS: Record<string, string> = {
  createdAt: 'r.created_at',
  leaseEndsAt: 'l.ends_at',
};

/** Six pairs of digits, as some write a MAC address; rows have it with colons. */
const DASHED_MAC = /^([0-9a-f]{2}-){5}[0-9a-f]{2}$/;

/** What a search looks for: each word has to be somewhere in what a row is known by. */
function searchedWords(q: string): string[] {
  return q
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map(word => (DASHED_MAC.test(word) ? word.replaceAll('-', ':') : word));
}

/** Narrows a query on `infra_resources as r` to what the caller asked for. */
export function applyResourceFilters(
  rows: Knex.QueryBuilder,
  query: ResourceQuery,
): void {
  for (const name of FILTERS) {
    const values = query[name];
    if (values?.length) {
      rows.whereIn(`r.${name}`, values);
    }
  }
  for (const word of searchedWords(query.q ?? '')) {
    const escaped = word.replace(/[\\%_]/g, '\\$&');
    rows.whereRaw("r.search like ? escape '\\'", [`%${escaped}%`]);
  }
}

/**
 * Sorts by what the caller asked for and then by ref, so that pages do not overlap.
 * Rows without a value come last in both directions; the engines differ on that.
 */
export function applyResourceSort(rows: Knex.QueryBuilder, sort: string): void {
  const descending = sort.startsWith('-');
  const field = descending ? sort.slice(1) : sort;
  const column = SORT_COLUMNS[field] ?? `r.${field}`;
  rows.orderByRaw(
    `case when ?? is null then 1 else 0 end, ?? ${
      descending ? 'desc' : 'asc'
    }, ??`,
    [column, column, 'r.ref'],
  );
}
