import type { ResourceQuery } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../database/criteria';
import {
  afterPosition,
  afterTie,
  afterValue,
  type Order,
  type Position,
} from './order';
import type { ResourceCounts, Sort } from './ResourceCounts';

/** A stretch of an order that one index has in that order. */
export interface Segment {
  /** how many rows it has before anything was skipped, words left out of account; undefined when that is not known */
  count?: number;
  /** its rows have no value */
  empty?: boolean;
  /** what all its rows have */
  has?: Sort;
  /** its rows are found from their leases */
  leased?: boolean;
  narrow(rows: Knex.QueryBuilder): void;
  /** whether its rows differ in their value */
  by: 'value' | 'tie';
}

/** What segments are made for. */
export interface SegmentRequest {
  query: ResourceQuery;
  order: Order;
  visibility: Visibility;
  /** only what comes after it */
  after: Position | undefined;
}

/** A facet's rows, value by value. */
async function byFacet(
  { query, order, visibility, after }: SegmentRequest,
  counts: ResourceCounts,
): Promise<Segment[]> {
  const values = await counts.values(order.facet!, query, visibility, order);
  const at = after ? values.findIndex(({ value }) => value === after.value) : 0;
  return values.slice(Math.max(at, 0)).map(({ value, count }, index) => ({
    // what was skipped by position is not counted
    count: after ? undefined : count,
    empty: value === null,
    has: value === null ? {} : { [order.facet!]: [value] },
    narrow(rows) {
      rows.where(order.columns.value, value);
      if (after && at < 0) {
        // nothing has the value any more
        afterPosition(rows, order, after);
      } else if (after && index === 0) {
        afterTie(rows, order, after);
      }
    },
    by: 'tie',
  }));
}

/** Rows with a value by the value, then those without by name. */
function byValue(
  { order, after }: SegmentRequest,
  without: (rows: Knex.QueryBuilder) => void,
  leased: boolean,
): Segment[] {
  const having: Segment = {
    leased,
    narrow(rows) {
      rows.whereNotNull(order.columns.value);
      if (after) {
        afterValue(rows, order, after);
      }
    },
    by: 'value',
  };
  const rest: Segment = {
    narrow(rows) {
      without(rows);
      if (after?.value === null) {
        afterTie(rows, order, after);
      }
    },
    by: 'tie',
  };
  return after?.value === null ? [rest] : [having, rest];
}

/** Takes an order apart into stretches, each of which an index can be walked for. */
export async function segmentsOf(
  request: SegmentRequest,
  counts: ResourceCounts,
): Promise<Segment[]> {
  const { order, after } = request;
  if (order.facet) {
    return byFacet(request, counts);
  }
  if (order.field === 'createdAt') {
    return byValue(request, rows => rows.whereNull('r.created_at'), false);
  }
  if (order.field === 'leaseEndsAt') {
    return byValue(
      request,
      rows =>
        rows.whereRaw(
          `not exists (select 1 from infra_leases as held where held.ref = r.ref and held.state <> 'released')`,
        ),
      true,
    );
  }
  return [
    {
      narrow(rows) {
        if (after) {
          afterTie(rows, order, after);
        }
      },
      by: 'tie',
    },
  ];
}
