import { RESOURCE_KINDS } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { ColumnFilter, Visibility } from '../../database/criteria';
import { isSqlite } from '../../database/engine';
import { FACETS } from './filters';
import { narrow, type ListRequest } from './request';
import type { ResourceCounts, Sort } from './ResourceCounts';
import type { Segment } from './segments';
import { byIndex } from './walkedIndex';

/** An index by which rows can be found without their order, and the columns that it goes by. */
interface WayIn {
  index: string;
  by: Array<keyof Sort>;
}

const WAYS: readonly WayIn[] = [
  { index: 'infra_resources_kind_owner', by: ['owner', 'kind'] },
  { index: 'infra_resources_kind_project', by: ['project', 'kind'] },
  { index: 'infra_resources_shared', by: ['shared', 'kind'] },
  { index: 'infra_resources_kind_status', by: ['status', 'kind'] },
  { index: 'infra_resources_kind_provider', by: ['provider', 'kind'] },
  { index: 'infra_resources_kind_name', by: ['kind'] },
];

/** The parts of which what somebody may see is made up. A row may be in several. */
export function partsOf(visibility: Visibility): Visibility[] {
  return typeof visibility === 'object' && 'anyOf' in visibility
    ? visibility.anyOf.flatMap(partsOf)
    : [visibility];
}

/** What all rows of a part have. */
function demands(part: Visibility): ColumnFilter[] {
  if (typeof part === 'string' || 'anyOf' in part || 'not' in part) {
    return [];
  }
  return 'allOf' in part ? part.allOf.flatMap(demands) : [part];
}

/** Of each column the values that rows may have, where the request says. */
function sortOf(
  { query }: ListRequest,
  part: Visibility,
  segment: Segment | undefined,
): Sort {
  const sort: Sort = { ...segment?.has };
  for (const name of FACETS) {
    if (query[name]?.length) {
      sort[name] ??= query[name];
    }
  }
  for (const { column, values } of demands(part)) {
    sort[column as keyof Sort] ??= values;
  }
  if (sort.shared?.some(value => value !== 1)) {
    // the index has those that are shared
    delete sort.shared;
  }
  // indexes that go by the kind want one
  return { kind: [...RESOURCE_KINDS], ...sort };
}

/**
 * The rows that match, without an order, each part of what the caller may see in a query of its own, since no engine
 * combines well what finds owners with what finds shared rows; a row may be in several. SQLite keeps no figures on which its
 * planner could rely, so it is told the index that leads to the fewest rows, as the counts know.
 */
export async function matchingParts(
  knex: Knex,
  request: ListRequest,
  counts: ResourceCounts,
  segment?: Segment,
): Promise<Knex.QueryBuilder[]> {
  if (request.isIndexed) {
    const rows = knex('infra_resources as r');
    narrow(rows, request, segment);
    return [rows];
  }
  const parts = partsOf(request.visibility).map(part => ({
    part,
    sort: sortOf(request, part, segment),
  }));
  const ways = isSqlite(knex)
    ? await Promise.all(parts.map(({ sort }) => narrowest(sort, counts)))
    : [];
  return parts.map(({ part, sort }, at) => {
    const way = ways[at];
    const rows = way ? byIndex(knex, way.index) : knex('infra_resources as r');
    narrow(rows, { ...request, visibility: part }, segment);
    if (!request.query.kind?.length) {
      rows.whereIn('r.kind', RESOURCE_KINDS);
    }
    if (sort.shared) {
      // what a bound value is, engines do not know when they choose
      rows.whereRaw('r.shared = 1');
    }
    return rows;
  });
}

/** The way that leads to the fewest rows. */
async function narrowest(sort: Sort, counts: ResourceCounts): Promise<WayIn> {
  const open = WAYS.filter(({ by }) => by.every(name => sort[name]));
  if (open.length === 1) {
    return open[0];
  }
  const sums = await counts.sums(
    open.map(({ by }) =>
      Object.fromEntries(by.map(name => [name, sort[name]])),
    ),
  );
  return open[sums.indexOf(Math.min(...sums))];
}
