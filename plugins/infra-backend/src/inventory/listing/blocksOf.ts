import type { Knex } from 'knex';
import { isSqlite } from '../../database/engine';
import type { NameBlocks } from './NameBlocks';

/** In which blocks rows are, by their names, as the engine orders these. */
export async function blocksOf(
  knex: Knex,
  blocks: NameBlocks,
  rows: Array<{ kind: string; name: string }>,
): Promise<number[]> {
  const found = new Map<number, number>();
  for (const kind of new Set(rows.map(row => row.kind))) {
    const at = rows.flatMap((row, index) => (row.kind === kind ? [index] : []));
    const { first, names } = blocks.startsOf(kind);
    const wanted = at.map(index => rows[index].name);
    const buckets = isSqlite(knex)
      ? wanted.map(name => bucketOf(name, names))
      : await bucketsOnPostgres(knex, wanted, names);
    at.forEach((index, n) => found.set(index, first + buckets[n]));
  }
  return rows.map((_, index) => found.get(index)!);
}

/** The last of what begins before a name or with it; SQLite compares bytes. */
function bucketOf(name: string, starts: string[]): number {
  const wanted = Buffer.from(name);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (Buffer.from(starts[middle]).compare(wanted) <= 0) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The same, by the order of the database, which need not be that of bytes. */
async function bucketsOnPostgres(
  knex: Knex,
  names: string[],
  starts: string[],
): Promise<number[]> {
  const { rows } = await knex.raw(
    `select width_bucket(name, ?::text[]) as bucket
     from unnest(?::text[]) with ordinality as wanted (name, n) order by n`,
    [starts.slice(1), names],
  );
  return rows.map(({ bucket }: { bucket: number }) => bucket);
}
