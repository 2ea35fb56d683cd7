import type { ResourceFacet } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { FACETS } from './filters';

/** Columns that an order goes by. */
export interface OrderColumns {
  value: string;
  name: string;
  ref: string;
}

/** What a list is sorted by: a value, then the name, then the ref, so that pages do not overlap. */
export interface Order {
  field: string;
  columns: OrderColumns;
  descending: boolean;
  /** the field, when it is one that rows are counted by */
  facet: ResourceFacet | undefined;
}

/** Where a row stands in an order. */
export interface Position {
  value: string | null;
  name: string;
  ref: string;
}

const VALUES: Record<string, string> = {
  createdAt: 'r.created_at',
  leaseEndsAt: 'l.ends_at',
};

/** @param sort - a field of the contract, with `-` in front for descending */
export function orderOf(sort: string): Order {
  const descending = sort.startsWith('-');
  const field = descending ? sort.slice(1) : sort;
  return {
    field,
    columns: {
      value: VALUES[field] ?? `r.${field}`,
      name: 'r.name',
      ref: 'r.ref',
    },
    descending,
    facet: FACETS.find(facet => facet === field),
  };
}

/** The values of a facet come one after the other, each from A to Z; of the rest an index is read backwards. */
const tieOf = ({ descending, facet }: Order) =>
  descending && facet === undefined ? 'desc' : 'asc';

/** Sorts rows of one value. */
export function sortTie(rows: Knex.QueryBuilder, order: Order): void {
  const tie = tieOf(order);
  rows.orderBy([
    { column: order.columns.name, order: tie },
    { column: order.columns.ref, order: tie },
  ]);
}

/** Sorts rows that all have a value, in a way that an index of the same columns serves. */
export function sortValue(rows: Knex.QueryBuilder, order: Order): void {
  rows.orderBy(order.columns.value, order.descending ? 'desc' : 'asc');
  sortTie(rows, order);
}

/** Sorts rows; those without a value come last in both directions. The engines differ on that. */
export function sortAll(rows: Knex.QueryBuilder, order: Order): void {
  rows.orderByRaw('case when ?? is null then 1 else 0 end', [
    order.columns.value,
  ]);
  sortValue(rows, order);
}

/** Narrows rows of one value to those after a position. */
export function afterTie(
  rows: Knex.QueryBuilder,
  order: Order,
  { name, ref }: Position,
): void {
  const { columns } = order;
  rows.whereRaw(`(??, ??) ${tieOf(order) === 'desc' ? '<' : '>'} (?, ?)`, [
    columns.name,
    columns.ref,
    name,
    ref,
  ]);
}

/** Narrows rows that all have a value to those after a position that has one. */
export function afterValue(
  rows: Knex.QueryBuilder,
  order: Order,
  position: Position,
): void {
  const { value } = order.columns;
  // the first half is what an index of the value can use
  rows.where(value, order.descending ? '<=' : '>=', position.value);
  rows.where(later =>
    later
      .where(value, order.descending ? '<' : '>', position.value)
      .orWhere(tie => afterTie(tie, order, position)),
  );
}

/** Narrows rows to those after a position, whatever they have. */
export function afterPosition(
  rows: Knex.QueryBuilder,
  order: Order,
  position: Position,
): void {
  const { value } = order.columns;
  rows.where(later => {
    if (position.value === null) {
      later.whereNull(value).andWhere(tie => afterTie(tie, order, position));
      return;
    }
    later.whereNull(value).orWhere(same => afterValue(same, order, position));
  });
}
