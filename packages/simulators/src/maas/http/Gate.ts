import type { Clock } from '../../kernel/Clock';
import type { MaasTables } from '../MaasState';
import type { UserRow } from '../rows';
import {
  checkSignature,
  missingFields,
  NonceGuard,
  readOAuth,
  unauthorized,
  type SignedRequest,
} from './oauth';
import { forbidden, refuse, Refusal, typed } from './reply';

/** Tells who calls, from the signature of the request. */
export class Gate {
  readonly #nonces = new NonceGuard();
  logins = 0;
  refused = 0;

  constructor(
    private readonly tables: MaasTables,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined for a caller without (complete) credentials. */
  enter(request: SignedRequest): UserRow | undefined {
    const fields = readOAuth(request.header);
    if (!fields) {
      const signed = /^OAuth\s/i.test(request.header);
      if (signed && request.strict) {
        throw refuse(
          400,
          `Bad Request: missing ${missingFields(request.header).join(', ')}`,
        );
      }
      return undefined;
    }
    const { tokens, users } = this.tables;
    const known = tokens
      .all()
      .some(token => token.consumerKey === fields.oauth_consumer_key);
    if (!known) {
      throw this.#refuse('Invalid API key.');
    }
    const token = tokens.get(fields.oauth_token);
    if (!token || token.consumerKey !== fields.oauth_consumer_key) {
      throw this.#refuse(`'Invalid access token: ${fields.oauth_token}'`);
    }
    try {
      this.#nonces.check(fields, this.clock.now());
      checkSignature(fields, token.secret, request);
    } catch (error) {
      this.refused += 1;
      throw error;
    }
    const user = users.get(token.user);
    if (!user?.active) {
      throw forbidden('User is not allowed access to this API.');
    }
    this.logins += 1;
    return user;
  }

  #refuse(message: string): Refusal {
    this.refused += 1;
    return unauthorized(message);
  }
}

/** What most resources say to a caller without credentials. */
export function anonymous(): Refusal {
  return new Refusal(typed(401, 'text/plain', 'Forbidden'));
}
