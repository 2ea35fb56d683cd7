import { createHmac, timingSafeEqual } from 'node:crypto';
import { secretHash } from '../../kernel/ids';
import type { ClusterContext } from '../ClusterContext';
import { PveError } from '../errors';
import { principalOf, type Principal } from './principal';

/** Seconds a ticket lives, and how far clocks may differ. */
const LIFETIME = 2 * 3600;
const GRACE = 300;

export interface Credentials {
  /** The `Authorization` header. */
  authorization?: string;
  /** The `Cookie` header. */
  cookie?: string;
  /** The `CSRFPreventionToken` header. */
  csrf?: string;
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function ticketIn(cookie: string | undefined): string | undefined {
  const match = /(?:^|;\s*)PVEAuthCookie=([^;]*)/.exec(cookie ?? '');
  try {
    return match ? decodeURIComponent(match[1]) : undefined;
  } catch {
    return match?.[1];
  }
}

/** Tickets and API tokens. A 401 of {@link enter} has no body. */
export class Sessions {
  /** Tickets issued before are not accepted (a drill). */
  #validFrom = 0;
  issued = 0;
  refused = 0;

  constructor(private readonly ctx: ClusterContext) {}

  /** Ends every ticket issued so far. */
  expireAll(): number {
    const alive = this.issued;
    // The next second: tickets carry whole seconds.
    this.#validFrom = Math.floor(this.ctx.clock.now() / 1000) + 1;
    this.issued = 0;
    return alive;
  }

  issueTicket(user: string): string {
    this.issued += 1;
    const plain = `PVE:${user}:${this.#now()}`;
    return `${plain}::${this.#sign(plain)}`;
  }

  issueCsrf(user: string): string {
    const time = this.#now();
    return `${time}:${this.#sign(`${time}:${user}`)}`;
  }

  /** @returns the user of a valid ticket */
  userOfTicket(ticket: string): string | undefined {
    const match = /^(PVE:([^:]+):([0-9A-F]{8}))::(.+)$/.exec(ticket);
    if (!match || !same(match[4], this.#sign(match[1]))) {
      return undefined;
    }
    return this.#fresh(match[3]) && this.#active(match[2])
      ? match[2]
      : undefined;
  }

  /** A user that exists, is enabled and has not expired. */
  #active(userId: string): boolean {
    const user = this.ctx.tables.users.get(userId);
    return user !== undefined && user.enable && this.#unexpired(user.expire);
  }

  /** @throws PveError 401 `authentication failure` */
  login(user: string, password: string): string {
    const row = this.ctx.tables.users.get(user);
    const ok =
      this.userOfTicket(password) === user ||
      row?.passwordHash === secretHash(password);
    if (!ok || !this.#active(user)) {
      this.refused += 1;
      throw new PveError(401, 'authentication failure');
    }
    return user;
  }

  /**
   * Who sends a request.
   *
   * @param writes - POST, PUT and DELETE with a ticket need the CSRF token
   * @throws PveError 401
   */
  enter(credentials: Credentials, writes: boolean): Principal {
    const ticket = ticketIn(credentials.cookie);
    if (ticket !== undefined) {
      const user = this.userOfTicket(ticket);
      if (user === undefined) {
        throw this.#refuse('Authentication failed!');
      }
      if (writes && !this.#csrfOf(user, credentials.csrf)) {
        throw this.#refuse('Permission denied - invalid csrf token');
      }
      return principalOf(user);
    }
    const match = /^PVEAPIToken[=\s](.+)$/.exec(
      credentials.authorization ?? '',
    );
    if (!match) {
      throw new PveError(401, 'No ticket');
    }
    const token = /^([^=]+!(?:[^=]+))=(.+)$/.exec(match[1]);
    const row = token ? this.ctx.tables.tokens.get(token[1]) : undefined;
    if (
      !token ||
      !row ||
      !this.#unexpired(row.expire) ||
      !this.#active(row.userId) ||
      row.secretHash !== secretHash(token[2].toLowerCase())
    ) {
      throw this.#refuse('Authentication failed!');
    }
    return principalOf(row.id);
  }

  #refuse(text: string): PveError {
    this.refused += 1;
    return new PveError(401, text);
  }

  #csrfOf(user: string, token: string | undefined): boolean {
    const match = /^([0-9A-F]{8}):(.+)$/.exec(token ?? '');
    return (
      match !== null &&
      same(match[2], this.#sign(`${match[1]}:${user}`)) &&
      this.#fresh(match[1])
    );
  }

  #now(): string {
    const seconds = Math.max(
      this.#validFrom,
      Math.floor(this.ctx.clock.now() / 1000),
    );
    return seconds.toString(16).toUpperCase().padStart(8, '0');
  }

  #fresh(hex: string): boolean {
    const issued = parseInt(hex, 16);
    const age = this.ctx.clock.now() / 1000 - issued;
    return issued >= this.#validFrom && age > -GRACE && age < LIFETIME;
  }

  #unexpired(expire: number): boolean {
    return expire === 0 || expire * 1000 > this.ctx.clock.now();
  }

  #sign(text: string): string {
    return createHmac('sha256', this.ctx.facts.secret)
      .update(text)
      .digest('base64');
  }
}
