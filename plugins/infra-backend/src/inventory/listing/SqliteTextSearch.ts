import type { Knex } from 'knex';
import { whereWords } from './filters';
import { INDEXED_LENGTH, type TextSearch } from './TextSearch';

/** Changes taken in at a time: the driver is synchronous, and others want their turn. */
const BATCH = 250;

/** A part of a word as FTS5 wants it. */
const quoted = (part: string) => `"${part.replaceAll('"', '""')}"`;

/**
 * The index of `infra_search` (FTS5, parts of three letters), which follows the feed of changes. What it does not know
 * yet is looked at row by row, so that a search always tells what the tables say.
 */
export class SqliteTextSearch implements TextSearch {
  /** @param most - more rows are not few */
  constructor(private readonly knex: Knex, private readonly most: number) {}

  async few(words: string[]) {
    const parts = words
      .filter(word => word.length >= INDEXED_LENGTH)
      .flatMap(partsOf);
    if (parts.length === 0) {
      return undefined;
    }
    const match = [...new Set(parts)].map(quoted).join(' AND ');
    const known = () =>
      this.knex('infra_search').whereRaw('infra_search match ?', [match]);
    const [{ count }] = await this.knex
      .from(
        known()
          .select('rowid')
          .limit(this.most + 1)
          .as('some'),
      )
      .count({ count: '*' });
    if (Number(count) > this.most) {
      return undefined;
    }
    return (rows: Knex.QueryBuilder) => {
      rows.where(found =>
        found
          .whereIn(
            'r.ref',
            this.knex('infra_search_rows')
              .whereIn('id', known().select('rowid'))
              .select('ref'),
          )
          .orWhereIn(
            'r.ref',
            this.knex('infra_changes')
              .where(
                'seq',
                '>',
                this.knex('infra_search_position').select('seq'),
              )
              .select('ref'),
          ),
      );
      // the parts of a word may stand apart
      whereWords(rows, words);
    };
  }

  async catchUp() {
    return this.knex.transaction(async tx => {
      const [{ seq }] = await tx('infra_search_position').select('seq');
      const changes: Array<{ seq: number; ref: string }> = await tx(
        'infra_changes',
      )
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(BATCH)
        .select('seq', 'ref');
      if (changes.length === 0) {
        return false;
      }
      await takeIn(tx, [...new Set(changes.map(({ ref }) => ref))]);
      await tx('infra_search_position').update({ seq: changes.at(-1)!.seq });
      return changes.length === BATCH;
    });
  }
}

/** The parts of a word that the index knows. */
function partsOf(word: string): string[] {
  const letters = [...word];
  return letters
    .slice(0, letters.length - INDEXED_LENGTH + 1)
    .map((_, at) => letters.slice(at, at + INDEXED_LENGTH).join(''));
}

/** Brings the index to what the rows say. */
async function takeIn(tx: Knex.Transaction, refs: string[]): Promise<void> {
  const live: Array<{ ref: string; search: string }> = await tx(
    'infra_resources',
  )
    .whereIn('ref', refs)
    .whereNull('removed_at')
    .select('ref', 'search');
  const old = tx('infra_search_rows').whereIn('ref', refs);
  await tx('infra_search').whereIn('rowid', old.clone().select('id')).delete();
  await old.delete();
  if (live.length === 0) {
    return;
  }
  await tx('infra_search_rows').insert(live.map(({ ref }) => ({ ref })));
  await tx.raw(
    `insert into infra_search (rowid, words)
     select s.id, r.search from infra_search_rows as s
     join infra_resources as r on r.ref = s.ref
     where s.ref in (${live.map(() => '?').join(', ')})`,
    live.map(({ ref }) => ref),
  );
}
