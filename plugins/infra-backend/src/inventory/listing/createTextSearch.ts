import type { Knex } from 'knex';
import { isSqlite } from '../../database/engine';
import { PostgresTextSearch } from './PostgresTextSearch';
import { SqliteTextSearch } from './SqliteTextSearch';
import type { TextSearch } from './TextSearch';

/** The search that suits an engine. */
export function createTextSearch(knex: Knex, most: number): TextSearch {
  return isSqlite(knex)
    ? new SqliteTextSearch(knex, most)
    : new PostgresTextSearch(knex, most);
}
