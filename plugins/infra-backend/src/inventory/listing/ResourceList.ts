import type { ResourceQuery } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible } from '../../database/criteria';
import type { Visibility } from '../../database/criteria';
import { readCursor, writeCursor } from './cursor';
import { searchedWords, whereFacets, whereWords } from './filters';
import { afterPosition, orderOf, sortAll, type Position } from './order';
import type { ResourceCounts } from './ResourceCounts';
import { segmentsOf, type Segment, type SegmentRequest } from './segments';
import type { Narrowing, TextSearch, Thresholds } from './TextSearch';
import { rowsToWalk } from './walkedIndex';

/** What a search for common words matches is counted up to here. */
const COUNTED = 1_000;

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

/** What rows are looked for; `words` narrows to those of a search. */
type Request = SegmentRequest & { words?: Narrowing };

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
      thresholds: Thresholds;
    },
  ) {}

  /** @throws InputError for a cursor that is not of this order */
  async find(query: ResourceQuery, visibility: Visibility) {
    const { counts, search } = this.parts;
    const request: Request = {
      query,
      order: orderOf(query.sort),
      visibility,
      after: query.after ? readCursor(query.sort, query.after) : undefined,
    };
    const narrowed = await counts.total(query, visibility);
    const words = searchedWords(query.q);
    if (narrowed === 0 || words.length === 0) {
      const rows =
        narrowed <= this.parts.thresholds.gathered
          ? await this.gather(request)
          : await this.walk(request);
      return pageOf(query, rows, narrowed);
    }
    const each: Narrowing = rows => whereWords(rows, words);
    const few =
      narrowed <= this.parts.thresholds.gathered
        ? each
        : await search.few(words);
    if (few) {
      const rows = await this.gather({ ...request, words: few });
      const total = await this.count({ ...request, words: few });
      return pageOf(query, rows, total);
    }
    const rows = await this.walk({ ...request, words: each });
    const total = await this.count({ ...request, words: each }, COUNTED);
    return pageOf(query, rows, total, total < COUNTED);
  }

  /** Finds all that match, sorts them, and takes a page. */
  private async gather(
    request: Request,
    segment?: Segment,
    limit = request.query.limit + 1,
    offset = request.query.offset,
  ): Promise<Position[]> {
    const { knex } = this.parts;
    const { order, after } = request;
    const all = knex('infra_resources as r').select('r.ref', 'r.name', {
      value: order.columns.value,
    });
    if (order.field === 'leaseEndsAt') {
      all.leftJoin('infra_leases as l', join =>
        join.on('l.ref', 'r.ref').andOnNotIn('l.state', ['released']),
      );
    }
    this.narrow(all, request, segment);
    // without the fence a planner may walk the index of the order through all of the table to save the sorting
    const page = knex
      .withMaterialized('g', all)
      .from('g')
      .select('g.ref', 'g.name', 'g.value');
    const gathered = {
      ...order,
      columns: { value: 'g.value', name: 'g.name', ref: 'g.ref' },
    };
    if (after) {
      afterPosition(page, gathered, after);
    }
    sortAll(page, gathered);
    return page.limit(limit).offset(offset);
  }

  /** Walks the stretches of the order until a page is full. */
  private async walk(request: Request): Promise<Position[]> {
    const { query } = request;
    const found: Position[] = [];
    let skip = query.offset;
    for (const segment of await segmentsOf(request, this.parts.counts)) {
      const wanted = query.limit + 1 - found.length;
      if (wanted <= 0) {
        break;
      }
      const counted = request.words ? undefined : segment.count;
      if (counted !== undefined && skip >= counted) {
        skip -= counted;
        continue;
      }
      const rows =
        counted !== undefined && counted <= this.parts.thresholds.gathered
          ? await this.gather(request, segment, wanted, skip)
          : await this.meet(request, segment, wanted, skip);
      found.push(...rows);
      skip =
        rows.length > 0 || skip === 0
          ? 0
          : skip - (await this.count(request, Infinity, segment));
    }
    return found;
  }

  /** The rows of a stretch, as an index has them. */
  private async meet(
    request: Request,
    segment: Segment,
    limit: number,
    offset: number,
  ): Promise<Position[]> {
    const { order } = request;
    const rows = this.stretch(request, segment).select('r.ref', 'r.name', {
      value:
        order.field === 'leaseEndsAt' && !segment.leased
          ? this.parts.knex.raw('null')
          : order.columns.value,
    });
    segment.sort(rows);
    return rows.limit(limit).offset(offset);
  }

  private stretch(request: Request, segment: Segment): Knex.QueryBuilder {
    const { knex } = this.parts;
    const rows =
      segment.leased && request.order.field === 'leaseEndsAt'
        ? knex('infra_leases as l')
            .crossJoin(knex.raw('infra_resources as r'))
            .whereRaw('r.ref = l.ref')
            .whereNot('l.state', 'released')
        : rowsToWalk(knex, request);
    this.narrow(rows, request, segment);
    return rows;
  }

  private async count(
    request: Request,
    most = Infinity,
    segment?: Segment,
  ): Promise<number> {
    const { knex } = this.parts;
    const rows = segment
      ? this.stretch(request, segment)
      : knex('infra_resources as r');
    if (!segment) {
      this.narrow(rows, request);
    }
    rows.select('r.ref');
    if (Number.isFinite(most)) {
      rows.limit(most);
    }
    const [{ count }] = await knex.from(rows.as('c')).count({ count: '*' });
    return Number(count);
  }

  private narrow(
    rows: Knex.QueryBuilder,
    { query, visibility, words }: Request,
    segment?: Segment,
  ) {
    rows.whereNull('r.removed_at');
    whereFacets(rows, query);
    whereVisible(rows, visibility, 'r');
    words?.(rows);
    segment?.narrow(rows);
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
