import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { ColumnFilter, Visibility } from '../database/criteria';
import type { EstateRow } from './estate/EstateRow';

/** Columns of conditions that a row in memory has. */
type Columns = Pick<
  EstateRow,
  'owner' | 'shared' | 'project' | 'provider' | 'kind' | 'site' | 'status'
>;

function meets(
  criteria: PermissionCriteria<ColumnFilter>,
  row: Columns,
): boolean {
  if ('anyOf' in criteria) {
    return criteria.anyOf.some(one => meets(one, row));
  }
  if ('allOf' in criteria) {
    return criteria.allOf.every(one => meets(one, row));
  }
  if ('not' in criteria) {
    return !meets(criteria.not, row);
  }
  const value = row[criteria.column as keyof Columns];
  if (value === undefined) {
    throw new Error(
      `Nobody can tell in memory by ${criteria.column} who may see a row`,
    );
  }
  return value !== null && criteria.values.includes(value);
}

/** The same decision as `whereVisible` makes in SQL, for rows in memory. */
export function isVisible(visibility: Visibility, row: Columns): boolean {
  return (
    visibility === 'all' || (visibility !== 'none' && meets(visibility, row))
  );
}
