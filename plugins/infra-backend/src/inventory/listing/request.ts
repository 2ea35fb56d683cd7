import type { Knex } from 'knex';
import { whereVisible } from '../../database/criteria';
import { whereFacets } from './filters';
import type { NameRange, NameRanges } from './NameBlocks';
import type { Segment, SegmentRequest } from './segments';
import type { Narrowing } from './TextSearch';

/** What rows are looked for. */
export type ListRequest = SegmentRequest & {
  /** narrows to the rows of a search */
  words?: Narrowing;
  /** where these rows can be; undefined when that is not known */
  places?: NameRanges;
  /** only names of it */
  range?: NameRange;
  /** an index finds what `words` narrows to, and that is little */
  isIndexed?: boolean;
};

/** A part of what matches. */
export interface Slice {
  limit: number;
  offset: number;
}

/** Narrows `infra_resources as r` to what is looked for. */
export function narrow(
  rows: Knex.QueryBuilder,
  { query, visibility, words, range }: ListRequest,
  segment?: Segment,
): void {
  rows.whereNull('r.removed_at');
  whereFacets(rows, query);
  whereVisible(rows, visibility, 'r');
  words?.(rows);
  if (range?.from !== undefined) {
    rows.where('r.name', '>=', range.from);
  }
  if (range?.below !== undefined) {
    rows.where('r.name', '<', range.below);
  }
  segment?.narrow(rows);
}
