import { randomBytes } from 'node:crypto';
import {
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { connectDatabase } from '../database/migrate';

/** What tests of stores need of {@link TestDatabases}. */
export type StoreDatabases = Pick<TestDatabases, 'eachSupportedId' | 'init'>;

const open = (connection: string) => createKnex({ client: 'pg', connection });

const nameOf = (purpose: string) =>
  `ironstage_${purpose}_${randomBytes(6).toString('hex')}`;

/**
 * Databases of a PostgreSQL server, each a copy of one that was migrated once for the whole test file:
 * a copy takes a tenth of the time of the migrations.
 */
class MigratedCopies {
  private readonly admin: Knex;
  private readonly names: string[] = [];
  private readonly opened: Knex[] = [];
  private template: Promise<string> | undefined;

  constructor(private readonly server: string) {
    this.admin = open(server);
  }

  async init(): Promise<Knex> {
    this.template ??= this.makeTemplate();
    const copy = nameOf('copy');
    await this.create(copy, await this.template);
    const knex = open(this.at(copy));
    this.opened.push(knex);
    return knex;
  }

  async destroy(): Promise<void> {
    await Promise.all(this.opened.map(knex => knex.destroy()));
    for (const name of this.names) {
      await this.admin.raw('drop database ?? with (force)', [name]);
    }
    await this.admin.destroy();
  }

  private async makeTemplate(): Promise<string> {
    const name = nameOf('template');
    await this.create(name, 'template1');
    const knex = open(this.at(name));
    await connectDatabase({ getClient: async () => knex });
    // nobody may be connected to what is copied
    await knex.destroy();
    return name;
  }

  private async create(name: string, template: string) {
    await this.admin.raw('create database ?? template ??', [name, template]);
    this.names.push(name);
  }

  private at(name: string): string {
    const url = new URL(this.server);
    url.pathname = `/${name}`;
    return url.href;
  }
}

const serverOf = (engine: TestDatabaseId) =>
  process.env[
    `BACKSTAGE_TEST_DATABASE_${engine.replace(
      'POSTGRES_',
      'POSTGRES',
    )}_CONNECTION_STRING`
  ];

/**
 * The engines stores are tested on: SQLite always, PostgreSQL where a server is announced by
 * `BACKSTAGE_TEST_DATABASE_POSTGRES<version>_CONNECTION_STRING`, as `npm test` does.
 */
export function createTestDatabases(): StoreDatabases {
  const databases = createEmptyDatabases();
  const copies = new Map<TestDatabaseId, MigratedCopies>();
  afterAll(async () => {
    await Promise.all([...copies.values()].map(one => one.destroy()));
  });
  return {
    eachSupportedId: () => databases.eachSupportedId(),
    async init(engine) {
      const server = serverOf(engine);
      if (!server) {
        return databases.init(engine);
      }
      const known = copies.get(engine) ?? new MigratedCopies(server);
      copies.set(engine, known);
      return known.init();
    },
  };
}

/** The same engines without any tables, for tests of the migrations themselves. */
export function createEmptyDatabases(): TestDatabases {
  return TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_17'],
  });
}
