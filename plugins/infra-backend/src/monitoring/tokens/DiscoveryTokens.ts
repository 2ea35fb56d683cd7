import { randomUUID } from 'node:crypto';
import { AuthenticationError, ConflictError } from '@backstage/errors';
import {
  projectOfScope,
  type DiscoveryToken,
  type MadeDiscoveryToken,
  type NewDiscoveryToken,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../../audit/AuditLog';
import type { Caller } from '../../http/Caller';
import type { ProjectStore } from '../../projects/ProjectStore';
import { noToken } from '../absent';
import type { KnexTokenStore } from './KnexTokenStore';
import { hashOf, newSecret } from './secrets';

/** Tokens that a scope may have: one for each monitoring system, and a few more while they are exchanged. */
const MOST = 20;

/** Makes, takes back and recognises the tokens of monitoring systems. */
export class DiscoveryTokens {
  constructor(
    private readonly parts: {
      knex: Knex;
      store: KnexTokenStore;
      projects: Pick<ProjectStore, 'find'>;
      audit: AuditLog;
    },
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @throws ConflictError when the scope has too many */
  async create(
    { scope, name }: NewDiscoveryToken,
    caller: Caller,
  ): Promise<MadeDiscoveryToken> {
    const { knex, store } = this.parts;
    const secret = newSecret();
    const token: DiscoveryToken = {
      id: randomUUID(),
      scope,
      name,
      createdBy: caller.ref,
      createdAt: this.now().toISOString(),
      lastUsedAt: null,
    };
    await knex.transaction(async tx => {
      if ((await store.count(scope, tx)) >= MOST) {
        throw new ConflictError(
          `There are ${MOST} tokens of ${scope} already: revoke one that nobody uses.`,
        );
      }
      await store.insert(token, hashOf(secret), tx);
      await this.record('discovery-grant', token, caller, tx);
    });
    return { token, secret };
  }

  /** @throws NotFoundError when it is gone already */
  async revoke(token: DiscoveryToken, caller: Caller): Promise<void> {
    await this.parts.knex.transaction(async tx => {
      if (!(await this.parts.store.remove(token.id, tx))) {
        throw noToken(token.id);
      }
      await this.record('discovery-revoke', token, caller, tx);
    });
  }

  /**
   * Whose token a secret is. Whoever has another one is told the same as whoever has none.
   *
   * @throws AuthenticationError
   */
  async demand(secret: string | undefined, scope: string): Promise<void> {
    const { store, projects } = this.parts;
    const token = secret && (await store.findByHash(hashOf(secret)));
    if (!token || token.scope !== scope) {
      throw new AuthenticationError(
        'This needs a discovery token of the scope that is asked for: make one on the page Monitoring.',
      );
    }
    const project = projectOfScope(scope);
    const known = project ? await projects.find(project) : undefined;
    if (known && known.createdAt > token.createdAt) {
      // the name is another project's by now, and maybe another team's
      throw new AuthenticationError(
        'The project of this discovery token is gone; there is another one of the same name.',
      );
    }
    await store.used(token, this.now().toISOString());
  }

  private record(
    action: string,
    { id, name, scope }: DiscoveryToken,
    { ref, door }: Caller,
    tx: Knex.Transaction,
  ) {
    const project = projectOfScope(scope);
    return this.parts.audit.append(
      {
        actor: ref,
        door,
        action,
        target: id,
        outcome: 'succeeded',
        data: { scope, name, ...(project ? { project } : {}) },
      },
      tx,
    );
  }
}
