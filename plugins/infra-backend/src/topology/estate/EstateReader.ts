import type { Knex } from 'knex';
import { chunks } from '../../inventory/writeRows';
import { ESTATE_COLUMNS, type EstateColumns } from './EstateRow';

/** Rows of a statement: others get their turn between two. */
const PAGE = 1000;

/** Reads the inventory in parts. */
export interface EstateReader {
  /** Everything that is there, a page at a time. */
  pages(): AsyncIterable<EstateColumns[]>;
  /** Those of some refs that are there. */
  some(refs: string[]): Promise<EstateColumns[]>;
  /** How many there are, by the counts that are kept. */
  count(): Promise<number>;
  /** The newest position in the feed of changes. */
  position(): Promise<number>;
}

/** {@inheritDoc EstateReader} */
export class KnexEstateReader implements EstateReader {
  constructor(private readonly knex: Knex) {}

  async *pages() {
    let after = '';
    for (;;) {
      const rows = await this.present()
        .where('ref', '>', after)
        .orderBy('ref')
        .limit(PAGE);
      if (rows.length > 0) {
        yield rows;
      }
      if (rows.length < PAGE) {
        return;
      }
      after = rows[rows.length - 1].ref;
    }
  }

  async some(refs: string[]) {
    const found: EstateColumns[] = [];
    for (const part of chunks(refs, PAGE)) {
      found.push(...(await this.present().whereIn('ref', part)));
    }
    return found;
  }

  async count() {
    const [{ count }] = await this.knex('infra_resource_counts').sum({
      count: 'n',
    });
    return Number(count ?? 0);
  }

  async position() {
    const [{ last }] = await this.knex('infra_changes').max({ last: 'seq' });
    return Number(last ?? 0);
  }

  private present(): Knex.QueryBuilder<EstateColumns, EstateColumns[]> {
    return this.knex('infra_resources')
      .whereNull('removed_at')
      .select(...ESTATE_COLUMNS);
  }
}
