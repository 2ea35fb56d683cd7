import type { Knex } from 'knex';

/** Whether a database is SQLite's; all others are PostgreSQL. */
export function isSqlite(knex: Knex): boolean {
  const { client } = knex.client.config;
  return typeof client === 'string' && client.includes('sqlite');
}
