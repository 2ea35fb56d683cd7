import type {
  FacetCount,
  ResourceFacet,
  ResourceFilters,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../../database/criteria';
import { isSqlite } from '../../database/engine';
import { whereFacets } from './filters';

/**
 * How many rows there are of each sort. The counts are kept by triggers, so that asking for them costs what there are
 * sorts, not rows. On PostgreSQL a sort may have several counts, which add up.
 */
export class ResourceCounts {
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
   * Adds counts of the same sort up and forgets those that came to nothing. What others count meanwhile is not touched.
   */
  async compact(): Promise<void> {
    if (isSqlite(this.knex)) {
      // its triggers keep one count of each sort
      await this.knex('infra_resource_counts').where('n', 0).delete();
      return;
    }
    await this.knex.transaction(async tx => {
      const gone = await tx('infra_resource_counts').delete([
        'kind',
        'provider',
        'site',
        'status',
        'project',
        'owner',
        'shared',
        'n',
      ]);
      const sums = new Map<string, Record<string, unknown> & { n: number }>();
      for (const { n, ...sort } of gone) {
        const key = JSON.stringify(sort);
        const sum = sums.get(key) ?? { ...sort, n: 0 };
        sum.n += Number(n);
        sums.set(key, sum);
      }
      const left = [...sums.values()].filter(({ n }) => n !== 0);
      await tx.batchInsert('infra_resource_counts', left, 500);
    });
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
