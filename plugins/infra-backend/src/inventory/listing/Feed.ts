import type { Knex } from 'knex';

/** An entry of the feed of changes. */
export interface ChangedRef {
  seq: number;
  ref: string;
}

/** Numbers that were given out and not seen yet: who was given them has not committed, or never will. */
interface Gap {
  from: number;
  to: number;
  /** when it was found, in milliseconds */
  since: number;
}

/** How far back gaps are looked for when a feed begins, and how many are kept. */
const LOOKED_BACK = 10_000;
const KEPT = 50;

/** A transaction that has not committed after this time, in milliseconds, never will. */
const GIVEN_UP = 10 * 60_000;

/** Follows `infra_changes` from now on. Entries that commit late, behind others, are not missed. */
export class Feed {
  /** how many entries were taken */
  taken = 0;

  private constructor(
    private readonly knex: Knex,
    private last: number,
    private gaps: Gap[],
  ) {}

  static async fromNow(knex: Knex): Promise<Feed> {
    const [{ last }] = await knex('infra_changes').max({ last: 'seq' });
    const at = Number(last ?? 0);
    const seqs: Array<number | string> = await knex('infra_changes')
      .whereBetween('seq', [at - LOOKED_BACK, at])
      .orderBy('seq')
      .pluck('seq');
    return new Feed(knex, at, gapsIn(seqs.map(Number)));
  }

  /** What comes next, up to a number of entries; asked again, it tells the same until {@link took} was called. */
  async next(limit: number): Promise<ChangedRef[]> {
    const now = Date.now();
    this.gaps = this.gaps.filter(({ since }) => now - since < GIVEN_UP);
    const rows: Array<{ seq: number | string; ref: string }> = await this.knex(
      'infra_changes',
    )
      .where(wanted => {
        wanted.where('seq', '>', this.last);
        for (const { from, to } of this.gaps) {
          wanted.orWhereBetween('seq', [from, to]);
        }
      })
      .orderBy('seq')
      .limit(limit)
      .select('seq', 'ref');
    return rows.map(({ seq, ref }) => ({ seq: Number(seq), ref }));
  }

  /** Goes on from what {@link next} told. */
  took(changes: ChangedRef[]): void {
    const seqs = changes.map(({ seq }) => seq);
    this.taken += seqs.length;
    const late = new Set(seqs.filter(seq => seq <= this.last));
    const filled = this.gaps.flatMap(gap => without(gap, late));
    const fresh = seqs.filter(seq => seq > this.last);
    this.gaps = [...filled, ...gapsIn([this.last, ...fresh])].slice(-KEPT);
    this.last = fresh.at(-1) ?? this.last;
  }
}

function gapsIn(seqs: number[]): Gap[] {
  const since = Date.now();
  return seqs
    .slice(1)
    .flatMap((seq, at) =>
      seq > seqs[at] + 1 ? [{ from: seqs[at] + 1, to: seq - 1, since }] : [],
    )
    .slice(-KEPT);
}

/** What is left of a gap. */
function without(gap: Gap, filled: Set<number>): Gap[] {
  const within = [...filled]
    .filter(seq => seq >= gap.from && seq <= gap.to)
    .sort((a, b) => a - b);
  return [gap.from - 1, ...within].flatMap((before, at) => {
    const to = (within[at] ?? gap.to + 1) - 1;
    return to > before ? [{ ...gap, from: before + 1, to }] : [];
  });
}
