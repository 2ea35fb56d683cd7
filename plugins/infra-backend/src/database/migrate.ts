import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { openSqlite } from './openSqlite';

/** Connects to the plugin's database and brings its tables up to date. */
export async function connectDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  await openSqlite(knex);
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@ironstage/plugin-infra-backend',
        'migrations',
      ),
    });
  }
  return knex;
}
