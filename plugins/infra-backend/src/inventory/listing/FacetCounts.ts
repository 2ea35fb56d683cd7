import type {
  FacetCount,
  ResourceFacet,
  ResourceFacets,
  ResourceFilters,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../database/criteria';
import { FACETS, searchedWords, whereWords } from './filters';
import { together } from './gather';
import { orderOf } from './order';
import type { ListRequest } from './request';
import type { ResourceCounts } from './ResourceCounts';
import type { TextSearch, Thresholds } from './TextSearch';
import { kindsOf, someOf } from './walk';
import { matchingParts } from './waysIn';
import type { WordPlaces } from './WordPlaces';

/** Of what a search for common words matches, so many rows are counted. */
const COUNTED = 5_000;

const COLUMNS = FACETS.map(facet => `r.${facet}`);

/** How many rows there are of each combination of values. */
type Combination = Record<ResourceFacet, string | null> & { n: number };

/** Tells of each column which values there are among the rows that the other filters let through. */
export class FacetCounts {
  constructor(
    private readonly parts: {
      knex: Knex;
      counts: ResourceCounts;
      search: TextSearch;
      places: WordPlaces;
      thresholds: Thresholds;
    },
  ) {}

  async of(
    filters: ResourceFilters,
    visibility: Visibility,
  ): Promise<ResourceFacets> {
    const { counts } = this.parts;
    const words = searchedWords(filters.q);
    if (words.length > 0) {
      return this.found(filters, visibility, words);
    }
    return {
      total: await counts.total(filters, visibility),
      totalIsExact: true,
      facets: await eachFacet(facet =>
        counts.values(facet, filters, visibility, { open: true }),
      ),
    };
  }

  /** Counts what a search finds: once for all columns that nothing is asked of, once more for each of the others. */
  private async found(
    filters: ResourceFilters,
    visibility: Visibility,
    words: string[],
  ): Promise<ResourceFacets> {
    const narrowing = {
      words: (rows: Knex.QueryBuilder) => whereWords(rows, words),
      few: await this.parts.search.few(words),
      places: await this.parts.places.of(words),
    };
    const count = (except?: ResourceFacet) =>
      this.combinations(
        { ...filters, ...(except && { [except]: undefined }) },
        visibility,
        narrowing,
      );
    const all = await count();
    const total = all.reduce((sum, { n }) => sum + n, 0);
    return {
      total,
      totalIsExact: total < COUNTED,
      facets: await eachFacet(async facet =>
        addUp(facet, filters[facet]?.length ? await count(facet) : all),
      ),
    };
  }

  private async combinations(
    filters: ResourceFilters,
    visibility: Visibility,
    narrowing: Pick<ListRequest, 'words' | 'places'> & {
      few: ListRequest['words'];
    },
  ): Promise<Combination[]> {
    const { knex, counts, thresholds } = this.parts;
    const { words, few, places } = narrowing;
    const request: ListRequest = {
      query: { ...filters, sort: 'name', limit: COUNTED, offset: 0 },
      order: orderOf('name'),
      visibility,
      after: undefined,
      words,
      places,
    };
    const narrowed = await counts.total(filters, visibility);
    if (narrowed <= thresholds.few || few) {
      const isIndexed = narrowed > thresholds.few;
      const parts = await matchingParts(
        knex,
        { ...request, words: isIndexed ? few : words, isIndexed },
        counts,
      );
      return this.countBy(
        together(parts.map(part => part.select('r.ref', ...COLUMNS))),
      );
    }
    if (kindsOf(request).length === 0) {
      return [];
    }
    return this.countBy(someOf(knex, request, COLUMNS, COUNTED));
  }

  private async countBy(rows: Knex.QueryBuilder): Promise<Combination[]> {
    const counted = await this.parts.knex
      .from(rows.as('m'))
      .groupBy([...FACETS])
      .select([...FACETS])
      .count({ n: '*' });
    return counted.map(row => ({ ...row, n: Number(row.n) } as Combination));
  }
}

/** The values of a column, by value; rows without one come last. */
function addUp(facet: ResourceFacet, rows: Combination[]): FacetCount[] {
  const counts = new Map<string | null, number>();
  for (const row of rows) {
    counts.set(row[facet], (counts.get(row[facet]) ?? 0) + row.n);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        return a.value === null ? 1 : -1;
      }
      return a.value < b.value ? -1 : 1;
    });
}

async function eachFacet(
  count: (facet: ResourceFacet) => Promise<FacetCount[]>,
): Promise<ResourceFacets['facets']> {
  const counted = await Promise.all(
    FACETS.map(async facet => [facet, await count(facet)] as const),
  );
  return Object.fromEntries(counted) as ResourceFacets['facets'];
}
