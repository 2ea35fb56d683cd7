import type { Knex } from 'knex';
import { whereVisible } from '../../database/criteria';
import { whereFacets } from './filters';
import type { Segment, SegmentRequest } from './segments';
import type { Narrowing } from './TextSearch';

/** What rows are looked for; `words` narrows to those of a search. */
export type ListRequest = SegmentRequest & { words?: Narrowing };

/** A part of what matches. */
export interface Slice {
  limit: number;
  offset: number;
}

/** Narrows `infra_resources as r` to what is looked for. */
export function narrow(
  rows: Knex.QueryBuilder,
  { query, visibility, words }: ListRequest,
  segment?: Segment,
): void {
  rows.whereNull('r.removed_at');
  whereFacets(rows, query);
  whereVisible(rows, visibility, 'r');
  words?.(rows);
  segment?.narrow(rows);
}
