import {
  isProviderError,
  ProviderError,
  raceAbort,
  type HttpTransport,
} from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackConfig } from '../../config/types';
import {
  tokenBodySchema,
  toToken,
  type ProjectToken,
  type Token,
} from './token';

/** A project: the one that `auth` logs in to, or another one, where only the provisioning account can be. */
export type ProjectScope = 'portal' | { projectId: string };

/**
 * Where a call acts: in a project, or in no project but the whole cloud. Ironic alone takes a token of
 * the system; Nova, Placement and Glance refuse it, and Neutron lists nothing.
 */
export type Scope = ProjectScope | 'system';

function keyOf(scope: Scope): string {
  return typeof scope === 'string' ? scope : scope.projectId;
}

const LOGIN_TIMEOUT_MS = 60_000;
/** Tokens of projects kept; a catalog is some kilobytes. */
const MAX_TOKENS = 100;

/**
 * Logs in to Keystone, once for each project however many calls wait, and keeps the
 * tokens until 80 % of their life or until a service refuses one.
 */
export class KeystoneSession {
  readonly #config: OpenStackConfig;
  readonly #http: HttpTransport;
  readonly #now: () => number;
  readonly #tokens = new Map<string, Token>();
  readonly #logins = new Map<string, Promise<Token>>();
  #provisioningUser: Promise<string> | undefined;

  constructor(
    config: OpenStackConfig,
    http: HttpTransport,
    now: () => number = () => performance.now(),
  ) {
    this.#config = config;
    this.#http = http;
    this.#now = now;
    const { auth, provisioning } = config;
    http.mask.add(
      auth.type === 'password' ? auth.password : auth.secret,
      provisioning?.password,
    );
  }

  /** True when there is an account that can log in to other projects. */
  get canProvision(): boolean {
    return this.#config.auth.type === 'password' || !!this.#config.provisioning;
  }

  /** A token for the scope, from the store or by a login. */
  async token(scope: ProjectScope, signal: AbortSignal): Promise<ProjectToken>;
  async token(scope: Scope, signal: AbortSignal): Promise<Token>;
  async token(scope: Scope, signal: AbortSignal): Promise<Token> {
    const key = keyOf(scope);
    const known = this.#tokens.get(key);
    if (known && this.#now() < known.renewAt) {
      return known;
    }
    let login = this.#logins.get(key);
    if (!login) {
      // not with the signal of this caller: others wait for the same login
      login = this.#login(scope).finally(() => this.#logins.delete(key));
      this.#logins.set(key, login);
    }
    return raceAbort(login, signal, () =>
      this.#error('aborted', 'The login was given up.'),
    );
  }

  /** Forgets a token that a service refused, unless it has been replaced already. */
  refused(scope: Scope, token: Token): void {
    const key = keyOf(scope);
    if (this.#tokens.get(key) === token) {
      this.#drop(key);
    }
  }

  /** Id of the account that creates instances. */
  async provisioningUserId(signal: AbortSignal): Promise<string> {
    const { auth, provisioning } = this.#config;
    if (auth.type === 'password' && !provisioning) {
      return (await this.token('portal', signal)).userId;
    }
    this.#provisioningUser ??= this.#authenticate(
      this.#passwordIdentity(),
      'unscoped',
      'provisioning',
    )
      .then(({ body }) => body.user.id)
      .catch(error => {
        this.#provisioningUser = undefined;
        throw error;
      });
    return raceAbort(this.#provisioningUser, signal, () =>
      this.#error('aborted', 'The login was given up.'),
    );
  }

  async #login(scope: Scope): Promise<Token> {
    const key = keyOf(scope);
    const { auth, provisioning, configKey, id } = this.#config;
    const identity =
      scope === 'portal' && auth.type === 'applicationCredential'
        ? {
            methods: ['application_credential'],
            application_credential: { id: auth.id, secret: auth.secret },
          }
        : this.#passwordIdentity(scope);
    const scopeBody = this.#scopeBody(scope);
    const where =
      typeof scope !== 'string' && provisioning ? 'provisioning' : 'auth';
    const { tokenId, body } = await this.#authenticate(
      identity,
      scopeBody,
      scope === 'system' ? 'baremetal.scope' : where,
    );
    const token = toToken(tokenId, body, this.#now());
    if (!token) {
      throw this.#error(
        'misconfigured',
        `The portal's login at ${id} is bound to no project; check ${configKey}.auth.`,
      );
    }
    this.#drop(key);
    this.#tokens.set(key, token);
    const oldest = this.#tokens.keys().next();
    if (this.#tokens.size > MAX_TOKENS && !oldest.done) {
      this.#drop(oldest.value);
    }
    return token;
  }

  #passwordIdentity(scope: Scope = { projectId: '' }) {
    const { auth, provisioning } = this.#config;
    const account =
      typeof scope !== 'string' && provisioning
        ? provisioning
        : auth.type === 'password' && auth;
    if (!account) {
      throw this.#error(
        'misconfigured',
        `An application credential can't work in other projects; set ${
          this.#config.configKey
        }.provisioning.`,
      );
    }
    return {
      methods: ['password'],
      password: {
        user: {
          name: account.username,
          domain: { name: account.userDomain },
          password: account.password,
        },
      },
    };
  }

  #scopeBody(scope: Scope) {
    const { auth } = this.#config;
    if (scope === 'system') {
      return { system: { all: true } };
    }
    if (scope !== 'portal') {
      return { project: { id: scope.projectId } };
    }
    return auth.type === 'password'
      ? {
          project: { name: auth.project, domain: { name: auth.projectDomain } },
        }
      : undefined; // beside an application credential a scope is refused
  }

  async #authenticate(
    identity: object,
    scope: object | 'unscoped' | undefined,
    where: 'auth' | 'provisioning' | 'baremetal.scope',
  ): Promise<{
    tokenId: string;
    body: z.infer<typeof tokenBodySchema>['token'];
  }> {
    const { authUrl, configKey, id } = this.#config;
    try {
      const response = await this.#http.send({
        method: 'POST',
        url: `${authUrl}/auth/tokens`,
        template: '/v3/auth/tokens',
        effect: 'read',
        body: { auth: { identity, ...(scope && { scope }) } },
        signal: AbortSignal.timeout(LOGIN_TIMEOUT_MS),
      });
      const tokenId = response.headers['x-subject-token'];
      const parsed = tokenBodySchema.safeParse(response.body);
      if (!tokenId || !parsed.success) {
        throw this.#error(
          'misconfigured',
          `What answers at ${configKey}.authUrl is not Keystone.`,
        );
      }
      this.#http.mask.add(tokenId);
      return { tokenId, body: parsed.data.token };
    } catch (error) {
      if (
        where === 'baremetal.scope' &&
        isProviderError(error, 'unauthorized')
      ) {
        throw this.#error(
          'unauthorized',
          `${id} refuses the portal's login to the system, which ${configKey}.baremetal.scope asks for: give the account of ${configKey}.auth the role reader on the system.`,
          error,
        );
      }
      if (isProviderError(error, 'unauthorized')) {
        throw this.#error(
          'unauthorized',
          `${id} refuses the portal's login: account, password, domain or project is wrong, or the account lacks a role there; check ${configKey}.${where}.`,
          error,
        );
      }
      if (
        isProviderError(error, 'not-found', 'unexpected-answer') ||
        // Keystone itself answers unknown paths with a page
        (isProviderError(error) && error.upstreamStatus === 404)
      ) {
        throw this.#error(
          'misconfigured',
          `There is no Keystone at the address of ${id}; check ${configKey}.authUrl.`,
          error,
        );
      }
      if (isProviderError(error, 'unavailable', 'invalid', 'forbidden')) {
        throw this.#error(
          error.kind === 'unavailable' ? 'unavailable' : 'misconfigured',
          `${id} does not log the portal in: it answers ${error.upstreamStatus}; if that lasts, check ${configKey}.authUrl.`,
          error,
        );
      }
      if (isProviderError(error, 'aborted')) {
        throw this.#error(
          'timeout',
          `${id} did not answer the login in time; check ${configKey}.authUrl.`,
          error,
        );
      }
      throw error;
    }
  }

  #drop(key: string) {
    const old = this.#tokens.get(key);
    if (old) {
      this.#http.mask.remove(old.id);
      this.#tokens.delete(key);
    }
  }

  #error(
    kind:
      | 'misconfigured'
      | 'unauthorized'
      | 'unavailable'
      | 'aborted'
      | 'timeout',
    message: string,
    cause?: ProviderError,
  ): ProviderError {
    return new ProviderError({
      provider: this.#config.id,
      kind,
      message,
      detail: cause?.detail,
      upstreamStatus: cause?.upstreamStatus,
      cause,
    });
  }
}
