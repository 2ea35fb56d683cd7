import type {
  FacetCount,
  ResourceFacet,
  ResourceFilters,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../../database/criteria';
import { isSqlite } from '../../database/engine';
import { FACETS, whereFacets } from './filters';

/** So many rows may be written before their counts are added up; of many sorts, as many as there are. */
const ADDED = 2_000;

/** What makes a sort of rows. */
const SORT = [...FACETS, 'shared'];

/** Sorts of rows: of each column the values, one of which they have. */
export type Sort = Partial<
  Record<ResourceFacet | 'shared', Array<string | number>>
>;

/**
 * How many rows there are of each sort. The counts are kept by triggers, so that asking for them costs what there are
 * sorts, not rows. A sort may have several counts, which add up.
 */
export class ResourceCounts {
  private added = 0;
  private kept: number | undefined;

  constructor(private readonly knex: Knex) {}

  /** How many rows match; words are left out of account. */
  async total(
    filters: ResourceFilters,
    visibility: Visibility,
  ): Promise<number> {
    const [{ total }] = await this.matching(filters, visibility).sum({
      total: 'r.n',
    });
    return Number(total ?? 0);
  }

  /** How many rows there are of each of several sorts. */
  async sums(sorts: Sort[]): Promise<number[]> {
    const [row] = await this.knex('infra_resource_counts as r').select(
      sorts.map((sort, at) => {
        const wanted = Object.entries(sort);
        const each = wanted.map(
          ([, values]) => `?? in (${values.map(() => '?').join(', ')})`,
        );
        return this.knex.raw(
          `sum(case when ${each.join(' and ')} then r.n else 0 end) as ??`,
          [
            ...wanted.flatMap(([name, values]) => [`r.${name}`, ...values]),
            `s${at}`,
          ],
        );
      }),
    );
    return sorts.map((_, at) => Number(row[`s${at}`] ?? 0));
  }

  /**
   * The values of a column among the rows that match, by value; rows without one come last.
   *
   * @param open - leaves what the filters say of the column itself out of account
   */
  async values(
    facet: ResourceFacet,
    filters: ResourceFilters,
    visibility: Visibility,
    { open = false, descending = false } = {},
  ): Promise<FacetCount[]> {
    const column = `r.${facet}`;
    const rows: Array<{ value: string | null; count: string | number }> =
      await this.matching(filters, visibility, open ? facet : undefined)
        .groupBy(column)
        .havingRaw('sum(r.n) > 0')
        .orderByRaw(
          `case when ?? is null then 1 else 0 end, ?? ${
            descending ? 'desc' : 'asc'
          }`,
          [column, column],
        )
        .select({ value: column })
        .sum({ count: 'r.n' });
    return rows.map(({ value, count }) => ({ value, count: Number(count) }));
  }

  /**
   * Keeps the counts few while rows are written.
   *
   * @param written - rows that were written since it was last called; left out, all counts are added up
   */
  async settle(written?: number): Promise<void> {
    this.added += written ?? 0;
    const isDue =
      written === undefined
        ? this.added > 0 || this.kept === undefined
        : this.added > Math.max(ADDED, this.kept ?? 0);
    if (isDue) {
      this.added = 0;
      this.kept = await this.compact();
    }
  }

  /**
   * Adds counts of the same sort up and forgets those that came to nothing. What others count meanwhile is not touched.
   *
   * @returns how many counts are left
   */
  async compact(tx?: Knex.Transaction): Promise<number> {
    if (!tx) {
      return this.knex.transaction(inner => this.compact(inner));
    }
    const table = 'infra_resource_counts';
    if (isSqlite(this.knex)) {
      const sums = await tx(table)
        .groupBy(SORT)
        .havingRaw('sum(n) <> 0')
        .select(SORT)
        .sum({ n: 'n' });
      await tx(table).delete();
      await tx.batchInsert(table, sums, 400);
      return sums.length;
    }
    // rows that others add meanwhile are not seen, and stay
    const gone = await tx(table).delete([...SORT, 'n']);
    const sums = addUp(gone);
    await tx.batchInsert(table, sums, 1000);
    return sums.length;
  }

  private matching(
    filters: ResourceFilters,
    visibility: Visibility,
    except?: ResourceFacet,
  ) {
    const rows = this.knex('infra_resource_counts as r');
    whereFacets(rows, filters, except);
    whereVisible(rows, visibility, 'r');
    return rows;
  }
}

function addUp(counts: Array<Record<string, unknown>>) {
  const sums = new Map<string, Record<string, unknown> & { n: number }>();
  for (const { n, ...sort } of counts) {
    const key = JSON.stringify(SORT.map(name => sort[name]));
    const sum = sums.get(key) ?? { ...sort, n: 0 };
    sum.n += Number(n);
    sums.set(key, sum);
  }
  return [...sums.values()].filter(({ n }) => n !== 0);
}
