import type {
  ResourceFacet,
  ResourceFilters,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

/** Columns that rows are counted by and narrowed with. */
export const FACETS: readonly ResourceFacet[] = [
  'kind',
  'provider',
  'site',
  'status',
  'project',
  'owner',
];

/** Six pairs of digits, as some write a MAC address; rows have it with colons. */
const DASHED_MAC = /^([0-9a-f]{2}-){5}[0-9a-f]{2}$/;

/** What a search looks for: each word has to be somewhere in what a row is known by. */
export function searchedWords(q: string | undefined): string[] {
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map(word => (DASHED_MAC.test(word) ? word.replaceAll('-', ':') : word));
}

/**
 * Narrows rows, or counts of rows, to those whose columns have the values asked for.
 *
 * @param except - a column that is left open, to count what else it could be
 */
export function whereFacets(
  rows: Knex.QueryBuilder,
  query: ResourceFilters,
  except?: ResourceFacet,
): void {
  for (const name of FACETS) {
    const values = query[name];
    if (values?.length && name !== except) {
      rows.whereIn(`r.${name}`, values);
    }
  }
}

/** Narrows rows to those that have all words. */
export function whereWords(rows: Knex.QueryBuilder, words: string[]): void {
  for (const word of words) {
    const escaped = word.replace(/[\\%_]/g, '\\$&');
    rows.whereRaw("r.search like ? escape '\\'", [`%${escaped}%`]);
  }
}
