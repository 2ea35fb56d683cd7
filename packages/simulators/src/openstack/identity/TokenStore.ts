import { newSecret } from '../../kernel/ids';
import type { OpenStackContext } from '../OpenStackContext';
import type { Token } from './rows';

/** keystonemiddleware's `token_cache_time`. */
const CACHE_MS = 300_000;

/** The issued tokens. A restart forgets them, as a rotated key would. */
export class TokenStore {
  readonly #tokens = new Map<string, Token>();
  /** Successful logins since the start or the last reset. */
  logins = 0;
  refusedLogins = 0;

  constructor(private readonly context: OpenStackContext) {}

  issue(token: Omit<Token, 'id' | 'issuedAt' | 'seenBy'>): Token {
    const issued: Token = {
      ...token,
      id: `gAAAA${newSecret(66)}`,
      issuedAt: this.context.clock.now(),
      seenBy: new Set(),
    };
    this.#tokens.set(issued.id, issued);
    this.logins += 1;
    this.#sweep();
    return issued;
  }

  find(id: string): Token | undefined {
    return this.#tokens.get(id);
  }

  expired(token: Token): boolean {
    return token.expiresAt <= this.context.clock.now();
  }

  /** As Keystone itself sees it: revocation counts at once. */
  valid(id: string): Token | undefined {
    const token = this.#tokens.get(id);
    return token && !this.expired(token) && this.#alive(token)
      ? token
      : undefined;
  }

  /** As a service sees it: a cached answer outlives revocation. */
  validForService(id: string, service: string): Token | undefined {
    const token = this.#tokens.get(id);
    if (!token || this.expired(token)) {
      return undefined;
    }
    const project = token.projectId
      ? this.context.tables.projects.get(token.projectId)
      : undefined;
    if (project && !project.enabled) {
      return undefined;
    }
    if (token.revokedAt === undefined && this.#alive(token)) {
      token.seenBy.add(service);
      return token;
    }
    const since = token.revokedAt ?? 0;
    const cached =
      token.seenBy.has(service) &&
      this.context.clock.now() - since < this.context.clock.scaled(CACHE_MS);
    return cached ? token : undefined;
  }

  revoke(token: Token): void {
    token.revokedAt = this.context.clock.now();
  }

  /** Ends the tokens of a project or user that is no more. */
  revokeWhere(matches: (token: Token) => boolean): void {
    for (const token of this.#tokens.values()) {
      if (token.revokedAt === undefined && matches(token)) {
        this.revoke(token);
      }
    }
  }

  /** Fault switch: every token issued so far is past its end. */
  expireAll(): number {
    const now = this.context.clock.now();
    let count = 0;
    for (const token of this.#tokens.values()) {
      if (token.expiresAt > now) {
        token.expiresAt = now;
        count += 1;
      }
    }
    return count;
  }

  #alive(token: Token): boolean {
    const { projects, users, applicationCredentials } = this.context.tables;
    return (
      token.revokedAt === undefined &&
      users.get(token.userId)?.enabled === true &&
      (!token.projectId || projects.get(token.projectId)?.enabled === true) &&
      (!token.applicationCredentialId ||
        applicationCredentials.get(token.applicationCredentialId) !== undefined)
    );
  }

  /** Long-expired tokens go, so that a long demo does not grow. */
  #sweep() {
    if (this.#tokens.size % 1000 !== 0) {
      return;
    }
    const limit = this.context.clock.now() - 3_600_000;
    for (const [id, token] of this.#tokens) {
      if (token.expiresAt < limit) {
        this.#tokens.delete(id);
      }
    }
  }
}
