import {
  ESTATE_SCOPE,
  projectOfScope,
  type DiscoveryToken,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../../database/criteria';

const TABLE = 'infra_discovery_tokens';

interface Row {
  id: string;
  hash: string;
  project: string | null;
  name: string;
  created_by: string;
  created_at: string;
  last_used_at: string | null;
}

/** The minute of a moment: a token that is used all the time is written to once a minute. */
const minuteOf = (at: string) => `${at.slice(0, 16)}:00.000Z`;

const toToken = (row: Row): DiscoveryToken => ({
  id: row.id,
  scope: row.project === null ? ESTATE_SCOPE : `project:${row.project}`,
  name: row.name,
  createdBy: row.created_by,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** Keeps the tokens of monitoring systems in the plugin's database. */
export class KnexTokenStore {
  constructor(private readonly knex: Knex) {}

  /**
   * @param projects - whose tokens are listed
   * @param estate - whether those of the whole estate are, too
   */
  async list(projects: Visibility, estate: boolean): Promise<DiscoveryToken[]> {
    const query = this.knex<Row>(`${TABLE} as t`)
      .leftJoin('infra_projects as p', 'p.name', 't.project')
      .where(either => {
        either.where(of => {
          of.whereNotNull('p.name');
          whereVisible(of, projects, 'p');
        });
        if (estate) {
          either.orWhereNull('t.project');
        }
      })
      .orderBy([{ column: 't.created_at', order: 'desc' }, { column: 't.id' }]);
    return ((await query.select('t.*')) as Row[]).map(toToken);
  }

  async find(id: string): Promise<DiscoveryToken | undefined> {
    const row = await this.knex<Row>(TABLE).where({ id }).first();
    return row && toToken(row);
  }

  async findByHash(hash: string): Promise<DiscoveryToken | undefined> {
    const row = await this.knex<Row>(TABLE).where({ hash }).first();
    return row && toToken(row);
  }

  async count(scope: string, tx: Knex.Transaction): Promise<number> {
    const [{ n }] = await tx(TABLE)
      .where({ project: projectOfScope(scope) ?? null })
      .count({ n: '*' });
    return Number(n);
  }

  async insert(token: DiscoveryToken, hash: string, tx: Knex.Transaction) {
    await tx<Row>(TABLE).insert({
      id: token.id,
      hash,
      project: projectOfScope(token.scope) ?? null,
      name: token.name,
      created_by: token.createdBy,
      created_at: token.createdAt,
      last_used_at: null,
    });
  }

  /** @returns false when it was gone already */
  async remove(id: string, tx: Knex.Transaction): Promise<boolean> {
    return (await tx<Row>(TABLE).where({ id }).delete()) > 0;
  }

  /** Notes that a token was used, at most once a minute. */
  async used(token: DiscoveryToken, now: string): Promise<void> {
    const minute = minuteOf(now);
    if (token.lastUsedAt !== minute) {
      await this.knex<Row>(TABLE)
        .where({ id: token.id })
        .update({ last_used_at: minute });
    }
  }
}
