import type { Knex } from 'knex';

/** An entry of the feed of changes. */
export interface ChangedRef {
  seq: number;
  ref: string;
}

/** Follows `infra_changes` from now on; its entries become visible in the order of their numbers (`claimFeed`). */
export class Feed {
  /** how many entries were taken */
  taken = 0;

  private constructor(private readonly knex: Knex, private last: number) {}

  static async fromNow(knex: Knex): Promise<Feed> {
    const [{ last }] = await knex('infra_changes').max({ last: 'seq' });
    return new Feed(knex, Number(last ?? 0));
  }

  /** What comes next, up to a number of entries; asked again, it tells the same until {@link took} was called. */
  async next(limit: number): Promise<ChangedRef[]> {
    const rows: Array<{ seq: number | string; ref: string }> = await this.knex(
      'infra_changes',
    )
      .where('seq', '>', this.last)
      .orderBy('seq')
      .limit(limit)
      .select('seq', 'ref');
    return rows.map(({ seq, ref }) => ({ seq: Number(seq), ref }));
  }

  /** Goes on from what {@link next} told. */
  took(changes: ChangedRef[]): void {
    this.taken += changes.length;
    this.last = changes.at(-1)?.seq ?? this.last;
  }
}
