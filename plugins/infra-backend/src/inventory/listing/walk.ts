import {
  RESOURCE_KINDS,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { sortTie, sortValue, type Order, type Position } from './order';
import { narrow, type ListRequest, type Slice } from './request';
import type { Segment } from './segments';
import { rowsToWalk } from './walkedIndex';

/** Takes a slice of a stretch of the order, as indexes have it. For many rows: none is read that the slice has not. */
export async function walk(
  knex: Knex,
  request: ListRequest,
  slice: Slice,
  segment: Segment,
): Promise<Position[]> {
  return stretch(knex, request, segment, slice.limit + slice.offset)
    .limit(slice.limit)
    .offset(slice.offset);
}

/** How many rows a stretch has, up to a number. */
export async function countStretch(
  knex: Knex,
  request: ListRequest,
  segment: Segment,
  most: number,
): Promise<number> {
  const [{ count }] = await knex
    .from(stretch(knex, request, segment, most).limit(most).as('c'))
    .count({ count: '*' });
  return Number(count);
}

/** The first rows of a stretch: of one kind as an index has them, of several merged from one index each. */
function stretch(
  knex: Knex,
  request: ListRequest,
  segment: Segment,
  most: number,
): Knex.QueryBuilder {
  if (segment.leased) {
    const rows = knex('infra_leases as l')
      .crossJoin(knex.raw('infra_resources as r'))
      .whereRaw('r.ref = l.ref')
      .whereNot('l.state', 'released');
    return ordered(knex, rows, request, segment);
  }
  const parts = stripsOf(request).map(strip =>
    ordered(knex, rowsToWalk(knex, strip, segment), strip, segment),
  );
  if (parts.length === 1) {
    return parts[0];
  }
  const merged = knex
    .from(
      knex
        .unionAll(
          parts.map(part => knex.from(part.limit(most).as('k')).select('k.*')),
        )
        .as('u'),
    )
    .select('u.ref', 'u.name', 'u.value');
  sort(merged, segment, {
    ...request.order,
    columns: { value: 'u.value', name: 'u.name', ref: 'u.ref' },
  });
  return merged;
}

/** The request for each kind, and for each range of names where rows can be. */
function stripsOf(request: ListRequest): ListRequest[] {
  const { query, places } = request;
  return kindsOf(request).flatMap(kind => {
    const one = { ...request, query: { ...query, kind: [kind] } };
    return places?.get(kind)?.map(range => ({ ...one, range })) ?? [one];
  });
}

/** The kinds of which there can be rows. */
export function kindsOf({ query, places }: ListRequest): ResourceKind[] {
  const kinds = query.kind?.length ? query.kind : [...RESOURCE_KINDS];
  return places ? kinds.filter(kind => places.has(kind)) : kinds;
}

/** Columns of some of the rows that match, up to a number, in no order. There has to be a kind of which rows can be. */
export function someOf(
  knex: Knex,
  request: ListRequest,
  columns: string[],
  most: number,
): Knex.QueryBuilder {
  const anywhere: Segment = { narrow: () => {}, by: 'tie' };
  const parts = stripsOf(request).map(strip => {
    const rows = rowsToWalk(knex, strip, anywhere);
    narrow(rows, strip);
    return knex.from(rows.select(columns).limit(most).as('k')).select('k.*');
  });
  return knex.from(knex.unionAll(parts).as('u')).limit(most);
}

function ordered(
  knex: Knex,
  rows: Knex.QueryBuilder,
  request: ListRequest,
  segment: Segment,
): Knex.QueryBuilder {
  const { order } = request;
  const isKnown = order.field !== 'leaseEndsAt' || segment.leased;
  narrow(rows, request, segment);
  sort(rows, segment, order);
  return rows.select('r.ref', 'r.name', {
    value: isKnown ? order.columns.value : knex.raw('null'),
  });
}

function sort(rows: Knex.QueryBuilder, segment: Segment, order: Order) {
  if (segment.by === 'value') {
    sortValue(rows, order);
  } else {
    sortTie(rows, order);
  }
}
