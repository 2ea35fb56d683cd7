import type { ResourceQuery } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../database/criteria';
import { readCursor, writeCursor } from './cursor';
import { searchedWords, whereWords } from './filters';
import { gather } from './gather';
import { orderOf, type Position } from './order';
import type { ListRequest } from './request';
import type { ResourceCounts } from './ResourceCounts';
import { segmentsOf } from './segments';
import type { Narrowing, TextSearch, Thresholds } from './TextSearch';
import { countStretch, kindsOf, walk } from './walk';
import type { WordPlaces } from './WordPlaces';

/** What a search for common words matches is counted up to here. */
const COUNTED = 1_000;

/**
 * Rows that are spread thinly, one of so many, are gathered even when they are so many times more than those that
 * always are.
 */
const SPREAD = 5;

/** A page of the inventory by refs. */
export interface ListedRefs {
  refs: string[];
  /** rows that match, on all pages together */
  total: number;
  /** false when there are more than `total`, too many to be counted while somebody waits */
  totalIsExact: boolean;
  /** where the next page begins; null when this is the last */
  next: string | null;
}

/**
 * Finds pages of the inventory. What one costs follows from the page, not from how many rows there are: few rows that
 * match are gathered by the index of a column or of words, many are met by walking an index in the order asked for.
 */
export class ResourceList {
  constructor(
    private readonly parts: {
      knex: Knex;
      counts: ResourceCounts;
      search: TextSearch;
      places: WordPlaces;
      thresholds: Thresholds;
    },
  ) {}

  /** @throws InputError for a cursor that is not of this order */
  async find(query: ResourceQuery, visibility: Visibility) {
    const { counts, search, places, thresholds } = this.parts;
    const request: ListRequest = {
      query,
      order: orderOf(query.sort),
      visibility,
      after: query.after ? readCursor(query.sort, query.after) : undefined,
    };
    const page = { limit: query.limit + 1, offset: query.offset };
    const narrowed = await counts.total(query, visibility);
    const words = searchedWords(query.q);
    if (narrowed === 0 || words.length === 0) {
      const { rows } = (await this.isFew(narrowed, request))
        ? await gather(this.parts, request, page)
        : { rows: await this.walk(request) };
      return pageOf(query, rows, narrowed);
    }
    const each: Narrowing = rows => whereWords(rows, words);
    // the index of words knows those that hardly any row has; common ones are looked for in what is left
    const indexed =
      narrowed <= thresholds.gathered ? undefined : await search.few(words);
    const few = indexed ?? (narrowed <= thresholds.few ? each : undefined);
    if (few) {
      const narrower = {
        ...request,
        words: few,
        isIndexed: indexed !== undefined,
      };
      const { rows, total } = await gather(this.parts, narrower, page);
      return pageOf(query, rows, total);
    }
    const wider = { ...request, words: each, places: await places.of(words) };
    if (kindsOf(wider).length === 0) {
      return pageOf(query, [], 0);
    }
    const rows = await this.walk(wider);
    const total = await this.count(wider, COUNTED);
    return pageOf(query, rows, total, total < COUNTED);
  }

  /** Whether it is less work to gather rows than to meet them among all the others. */
  private async isFew(matching: number, { query, visibility }: ListRequest) {
    const { counts, thresholds } = this.parts;
    if (matching <= thresholds.gathered) {
      return true;
    }
    if (matching > SPREAD * thresholds.gathered || visibility === 'all') {
      return false;
    }
    const among = await counts.total(query, 'all');
    return matching * SPREAD <= among;
  }

  /** Walks the stretches of the order until a page is full. */
  private async walk(request: ListRequest): Promise<Position[]> {
    const { knex, counts, thresholds } = this.parts;
    const { query } = request;
    const found: Position[] = [];
    let skip = query.offset;
    for (const segment of await segmentsOf(request, counts)) {
      const slice = { limit: query.limit + 1 - found.length, offset: skip };
      if (slice.limit <= 0) {
        break;
      }
      const counted = request.words ? undefined : segment.count;
      if (counted !== undefined && skip >= counted) {
        skip -= counted;
        continue;
      }
      const rows =
        counted !== undefined && counted <= thresholds.gathered
          ? (await gather(this.parts, request, slice, segment)).rows
          : await walk(knex, request, slice, segment);
      found.push(...rows);
      skip =
        rows.length > 0 || skip === 0
          ? 0
          : skip - (await countStretch(knex, request, segment, skip));
    }
    return found;
  }

  /** How many rows match, up to a number. */
  private async count(request: ListRequest, most: number): Promise<number> {
    const { knex, counts } = this.parts;
    let sum = 0;
    for (const segment of await segmentsOf(
      { ...request, after: undefined },
      counts,
    )) {
      if (sum >= most) {
        break;
      }
      sum += await countStretch(knex, request, segment, most - sum);
    }
    return sum;
  }
}

function pageOf(
  query: ResourceQuery,
  rows: Position[],
  total: number,
  totalIsExact = true,
): ListedRefs {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    refs: shown.map(row => row.ref),
    total,
    totalIsExact,
    next:
      last && rows.length > query.limit ? writeCursor(query.sort, last) : null,
  };
}
