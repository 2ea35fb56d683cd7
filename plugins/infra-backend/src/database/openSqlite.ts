import { chmodSync, existsSync } from 'node:fs';
import type { Knex } from 'knex';
import { isSqlite } from './engine';

/**
 * The longest that a statement waits for a lock that somebody else has on the file, in milliseconds. The driver is
 * synchronous: while it waits, nothing else of the process happens, readiness included. Its own default is 5 s
 * (better-sqlite3 13, option `timeout`). Whoever gets SQLITE_BUSY is told to come again, and jobs do so by themselves.
 */
const BUSY_MS = 100;

interface SqliteConnection {
  pragma(text: string): unknown;
}

interface SqliteClient {
  config: { connection?: { filename?: string } };
  pool: {
    on(
      event: 'createSuccess',
      listener: (id: number, made: unknown) => void,
    ): void;
  };
}

/** Makes a file database one that no lock freezes the process for, and that only the portal's own account reads. */
export async function openSqlite(knex: Knex): Promise<void> {
  const client: SqliteClient = knex.client;
  if (!isSqlite(knex)) {
    return;
  }
  client.pool.on('createSuccess', (_id, made) => {
    (made as SqliteConnection).pragma(`busy_timeout = ${BUSY_MS}`);
  });
  await knex.raw(`PRAGMA busy_timeout = ${BUSY_MS}`);
  const file = client.config.connection?.filename ?? '';
  for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) {
    if (file && existsSync(name)) {
      chmodSync(name, 0o600);
    }
  }
}
