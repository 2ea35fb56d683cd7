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
  if (query.q?.trim()) {
    const escaped = query.q
      .trim()
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&');
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
