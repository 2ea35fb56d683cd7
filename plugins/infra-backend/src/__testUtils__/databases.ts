import { TestDatabases } from '@backstage/backend-test-utils';

/**
 * The engines stores are tested on: SQLite always, PostgreSQL where a server is announced by
 * `BACKSTAGE_TEST_DATABASE_POSTGRES<version>_CONNECTION_STRING`, as `npm test` does.
 */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_17'],
  });
}
