import type { Config } from '@backstage/config';
import { ServiceUnavailableError } from '@backstage/errors';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';

type Initialized = ReturnType<typeof oidcAuthenticator.initialize>;

/** A configuration in which people without a session at the server may sign in, too, unless it says otherwise. */
function asking(config: Config): Config {
  return Object.assign(Object.create(config) as Config, {
    getOptionalString: (key: string) =>
      config.getOptionalString(key) ?? (key === 'prompt' ? 'auto' : undefined),
  });
}

/**
 * The server that signs people in. Backstage asks once, at its start, what the server can do, and does not ask again:
 * a server that was down at that moment would keep everybody out until the portal is restarted.
 */
export class OidcServer {
  readonly signOutOfServer: boolean;
  readonly metadataUrl: string;
  private current: Initialized;

  /** @throws Error that names the key which is missing or wrong */
  constructor(
    private readonly options: { callbackUrl: string; config: Config },
  ) {
    const { config } = options;
    this.metadataUrl = config.getString('metadataUrl');
    const signOutOf = config.getOptionalString('signOutOf') ?? 'portal';
    if (!['portal', 'server'].includes(signOutOf)) {
      throw new Error(
        `signOutOf is "${signOutOf}"; it may be portal or server`,
      );
    }
    this.signOutOfServer = signOutOf === 'server';
    this.current = this.ask();
  }

  /**
   * What there is to know of the server, asked for again when it could not be had before.
   *
   * @throws ServiceUnavailableError when the server does not tell
   */
  async found(): Promise<Initialized> {
    try {
      await this.current.promise;
    } catch {
      this.current = this.ask();
      await this.current.promise.catch(error => {
        throw new ServiceUnavailableError(
          `The sign-in server at ${this.metadataUrl} can't be had: ${error.message}`,
        );
      });
    }
    return this.current;
  }

  private ask(): Initialized {
    const { callbackUrl, config } = this.options;
    const asked = oidcAuthenticator.initialize({
      callbackUrl,
      config: asking(config),
    });
    // whoever signs in meets it; a promise that nobody waits for would end the process
    asked.promise.catch(() => {});
    return asked;
  }
}
