import type { Knex } from 'knex';
import { isSqlite } from '../database/engine';
import type { ResourceRow } from './resourceRow';

/** SQLite takes 32,766 values a statement and PostgreSQL 65,535; a row has 22. */
const CHUNK = 500;

const COLUMNS: ReadonlyArray<keyof ResourceRow> = [
  'ref',
  'kind',
  'provider',
  'external_id',
  'name',
  'status',
  'site',
  'zone',
  'project',
  'project_external_id',
  'owner',
  'host_ref',
  'shared',
  'operation_id',
  'vector',
  'capacity',
  'attributes',
  'search',
  'hash',
  'created_at',
  'written_at',
  'removed_at',
];

const repeat = (text: string, count: number) =>
  Array.from({ length: count }, () => text).join(', ');

const ROW = `(${repeat('?', COLUMNS.length)})`;

const MERGED = COLUMNS.filter(name => name !== 'ref')
  .map(name => `${name} = excluded.${name}`)
  .join(', ');

/** Both are null-safe: a row that was never removed keeps its null. */
const OLDER = `where infra_resources.written_at < ?
  and (infra_resources.removed_at is null or infra_resources.removed_at < ?)`;

/** Parts of a list that a statement takes. */
export function* chunks<T>(items: T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) {
    yield items.slice(at, at + size);
  }
}

/** Some number that nobody else locks by: the letters of "feed". */
const FEED = 0x66656564;

/**
 * Makes this transaction the only one that writes to the feed of changes until it ends. PostgreSQL numbers changes
 * when they are written and shows them when their transaction ends: whoever has read up to a number would never see
 * a lower one that turned up later. SQLite has one writer anyhow. It comes before any row is written, so that nobody
 * waits for the feed while he keeps others from a row.
 */
export async function claimFeed(tx: Knex.Transaction): Promise<void> {
  if (!isSqlite(tx)) {
    await tx.raw('select pg_advisory_xact_lock(?)', [FEED]);
  }
}

/**
 * Writes rows, those that are there already included, and puts them in the feed of changes. The text of the statements
 * is made here: a query builder spends more time on that than the engine does on the rows.
 *
 * @param readSince - rows that were written or removed after it are left alone; undefined for none
 */
export async function writeRows(
  tx: Knex.Transaction,
  rows: ResourceRow[],
  readSince: string | undefined,
): Promise<void> {
  for (const part of chunks(rows, CHUNK)) {
    const values = part.flatMap(row => COLUMNS.map(name => row[name]));
    await tx.raw(
      `insert into infra_resources (${COLUMNS.join(', ')})
       values ${repeat(ROW, part.length)}
       on conflict (ref) do update set ${MERGED} ${readSince ? OLDER : ''}`,
      (readSince
        ? [...values, readSince, readSince]
        : values) as Knex.RawBinding[],
    );
    await recordChanges(
      tx,
      part.map(row => row.ref),
      part[0].written_at,
    );
  }
}

/** Puts rows in the feed of changes. */
export async function recordChanges(
  tx: Knex.Transaction,
  refs: string[],
  at: string,
): Promise<void> {
  for (const part of chunks(refs, CHUNK)) {
    await tx.raw(
      `insert into infra_changes (ref, at) values ${repeat(
        '(?, ?)',
        part.length,
      )}`,
      part.flatMap(ref => [ref, at]),
    );
  }
}
