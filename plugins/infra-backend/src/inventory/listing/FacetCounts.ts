import type {
  FacetCount,
  ResourceFacet,
  ResourceFacets,
  ResourceFilters,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../../database/criteria';
import { FACETS, searchedWords, whereFacets, whereWords } from './filters';
import type { ResourceCounts } from './ResourceCounts';
import type { Narrowing, TextSearch } from './TextSearch';

/** Of what a search for common words matches, so many rows are counted. */
const COUNTED = 5_000;

/** Tells of each column which values there are among the rows that the other filters let through. */
export class FacetCounts {
  constructor(
    private readonly parts: {
      knex: Knex;
      counts: ResourceCounts;
      search: TextSearch;
    },
  ) {}

  async of(
    filters: ResourceFilters,
    visibility: Visibility,
  ): Promise<ResourceFacets> {
    const { counts, search } = this.parts;
    const words = searchedWords(filters.q);
    if (words.length === 0) {
      return {
        total: await counts.total(filters, visibility),
        totalIsExact: true,
        facets: await eachFacet(facet =>
          counts.values(facet, filters, visibility, { open: true }),
        ),
      };
    }
    const few = await search.few(words);
    const narrow =
      few ?? ((rows: Knex.QueryBuilder) => whereWords(rows, words));
    const most = few ? undefined : COUNTED;
    const matching = (except?: ResourceFacet) =>
      this.matching(filters, visibility, narrow, except, most);
    const [{ count }] = await this.parts.knex
      .from(matching().as('m'))
      .count({ count: '*' });
    const total = Number(count);
    return {
      total,
      totalIsExact: most === undefined || total < most,
      facets: await eachFacet(facet => this.countBy(facet, matching(facet))),
    };
  }

  private matching(
    filters: ResourceFilters,
    visibility: Visibility,
    narrow: Narrowing,
    except: ResourceFacet | undefined,
    most: number | undefined,
  ) {
    const rows = this.parts
      .knex('infra_resources as r')
      .whereNull('r.removed_at')
      .select(FACETS.map(facet => `r.${facet}`));
    whereFacets(rows, filters, except);
    whereVisible(rows, visibility, 'r');
    narrow(rows);
    return most === undefined ? rows : rows.limit(most);
  }

  private async countBy(
    facet: ResourceFacet,
    matching: Knex.QueryBuilder,
  ): Promise<FacetCount[]> {
    const rows = await this.parts.knex
      .from(matching.as('m'))
      .groupBy(facet)
      .orderByRaw('case when ?? is null then 1 else 0 end, ??', [facet, facet])
      .select({ value: facet })
      .count({ count: '*' });
    return rows.map(({ value, count }) => ({
      value: value as string | null,
      count: Number(count),
    }));
  }
}

async function eachFacet(
  count: (facet: ResourceFacet) => Promise<FacetCount[]>,
): Promise<ResourceFacets['facets']> {
  const counted = await Promise.all(
    FACETS.map(async facet => [facet, await count(facet)] as const),
  );
  return Object.fromEntries(counted) as ResourceFacets['facets'];
}
