import type { Knex } from 'knex';
import { afterPosition, sortAll, type Position } from './order';
import type { ListRequest, Slice } from './request';
import type { ResourceCounts } from './ResourceCounts';
import type { Segment } from './segments';
import { matchingParts } from './waysIn';

/** Where rows are gathered. */
export interface Place {
  knex: Knex;
  counts: ResourceCounts;
}

/** A slice of what was gathered, and how many rows match. */
interface Gathered {
  rows: Position[];
  total: number;
}

/** Finds all rows that match, sorts them, and takes a slice. For few rows: what matches is found by whatever index suits. */
export async function gather(
  { knex, counts }: Place,
  request: ListRequest,
  slice: Slice,
  segment?: Segment,
): Promise<Gathered> {
  const { order, after } = request;
  const parts = await matchingParts(knex, request, counts, segment);
  for (const rows of parts) {
    rows.select('r.ref', 'r.name', { value: order.columns.value });
    if (order.field === 'leaseEndsAt') {
      rows.leftJoin('infra_leases as l', join =>
        join.on('l.ref', 'r.ref').andOnNotIn('l.state', ['released']),
      );
    }
  }
  // without the fence a planner may walk the index of the order through all of the table to save the sorting
  const page = knex
    .withMaterialized('g', together(parts))
    .from('g')
    .select('g.ref', 'g.name', 'g.value', {
      total: knex.from('g').count('*'),
    });
  const gathered = {
    ...order,
    columns: { value: 'g.value', name: 'g.name', ref: 'g.ref' },
  };
  if (after) {
    afterPosition(page, gathered, after);
  }
  sortAll(page, gathered);
  const rows = await page.limit(slice.limit).offset(slice.offset);
  const isPastAll = rows.length === 0 && (slice.offset > 0 || after);
  return {
    rows: rows.map(({ total, ...row }: Position & { total: unknown }) => row),
    total: isPastAll
      ? await countMatches({ knex, counts }, request)
      : Number(rows[0]?.total ?? 0),
  };
}

/** How many rows match. */
async function countMatches(
  { knex, counts }: Place,
  request: ListRequest,
): Promise<number> {
  const parts = await matchingParts(knex, request, counts);
  for (const rows of parts) {
    rows.select('r.ref');
  }
  const [{ count }] = await knex
    .from(together(parts).as('c'))
    .count({ count: '*' });
  return Number(count);
}

/** Rows of all parts, each once. */
export function together([
  first,
  ...rest
]: Knex.QueryBuilder[]): Knex.QueryBuilder {
  return rest.length > 0 ? first.union(rest) : first;
}
