import type { Knex } from 'knex';
import { isSqlite } from '../../database/engine';
import type { Segment, SegmentRequest } from './segments';

/** Columns with an index of their own that has rows of one kind in the order of their names; the narrowest first. */
const NARROWER = ['project', 'owner', 'status', 'provider'] as const;

function indexOf({ query, order }: SegmentRequest, segment: Segment): string {
  if (order.field === 'createdAt') {
    return 'infra_resources_kind_created';
  }
  const narrow = NARROWER.find(
    name =>
      (name === order.facet && !segment.empty) || query[name]?.length === 1,
  );
  return `infra_resources_kind_${narrow ?? 'name'}`;
}

/** The rows of one kind, by the index that has them in the order asked for. */
export function rowsToWalk(
  knex: Knex,
  request: SegmentRequest,
  segment: Segment,
): Knex.QueryBuilder {
  return byIndex(knex, indexOf(request, segment));
}

/**
 * Rows, by an index. SQLite keeps no figures on which its planner could rely, and would rather gather and sort all rows
 * of a team; PostgreSQL keeps them, and decides for itself.
 */
export function byIndex(knex: Knex, index: string): Knex.QueryBuilder {
  return isSqlite(knex)
    ? knex.from(knex.raw('infra_resources as r indexed by ??', [index]))
    : knex('infra_resources as r');
}
