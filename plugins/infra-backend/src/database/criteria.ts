import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';

/** The SQL side of a permission rule: a column, and the values it may have. */
export interface ColumnFilter {
  column: string;
  values: Array<string | number>;
}

/** Which rows a caller may see: all, none, or those that match. */
export type Visibility = 'all' | 'none' | PermissionCriteria<ColumnFilter>;

/** Narrows a query to the rows a permission decision lets through. */
export function whereVisible(
  query: Knex.QueryBuilder,
  visibility: Visibility,
  table: string,
): void {
  if (visibility === 'all') {
    return;
  }
  if (visibility === 'none') {
    query.whereRaw('1 = 0');
    return;
  }
  applyCriteria(query, visibility, table);
}

function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<ColumnFilter>,
  table: string,
): void {
  if ('anyOf' in criteria) {
    query.where(outer => {
      for (const part of criteria.anyOf) {
        outer.orWhere(inner => applyCriteria(inner, part, table));
      }
    });
  } else if ('allOf' in criteria) {
    query.where(outer => {
      for (const part of criteria.allOf) {
        outer.where(inner => applyCriteria(inner, part, table));
      }
    });
  } else if ('not' in criteria) {
    query.whereNot(inner => applyCriteria(inner, criteria.not, table));
  } else {
    const column = `${table}.${criteria.column}`;
    // without the null check, NOT around it would be unknown and drop rows without a value
    query.where(inner =>
      inner.whereNotNull(column).whereIn(column, criteria.values),
    );
  }
}
