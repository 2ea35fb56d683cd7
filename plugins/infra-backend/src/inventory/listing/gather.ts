import type { Knex } from 'knex';
import { afterPosition, sortAll, type Position } from './order';
import { narrow, type ListRequest, type Slice } from './request';
import type { Segment } from './segments';

/** Finds all rows that match, sorts them, and takes a slice. For few rows: what matches is found by whatever index suits. */
export async function gather(
  knex: Knex,
  request: ListRequest,
  slice: Slice,
  segment?: Segment,
): Promise<Position[]> {
  const { order, after } = request;
  const all = knex('infra_resources as r').select('r.ref', 'r.name', {
    value: order.columns.value,
  });
  if (order.field === 'leaseEndsAt') {
    all.leftJoin('infra_leases as l', join =>
      join.on('l.ref', 'r.ref').andOnNotIn('l.state', ['released']),
    );
  }
  narrow(all, request, segment);
  // without the fence a planner may walk the index of the order through all of the table to save the sorting
  const page = knex
    .withMaterialized('g', all)
    .from('g')
    .select('g.ref', 'g.name', 'g.value');
  const gathered = {
    ...order,
    columns: { value: 'g.value', name: 'g.name', ref: 'g.ref' },
  };
  if (after) {
    afterPosition(page, gathered, after);
  }
  sortAll(page, gathered);
  return page.limit(slice.limit).offset(slice.offset);
}

/** How many rows match. */
export async function countMatches(
  knex: Knex,
  request: ListRequest,
): Promise<number> {
  const rows = knex('infra_resources as r');
  narrow(rows, request);
  const [{ count }] = await rows.count({ count: '*' });
  return Number(count);
}
