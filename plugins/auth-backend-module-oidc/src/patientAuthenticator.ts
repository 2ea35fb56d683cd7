import {
  oidcAuthenticator,
  type OidcAuthResult,
} from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  createOAuthAuthenticator,
  type OAuthAuthenticatorResult,
} from '@backstage/plugin-auth-node';
import { OidcServer } from './OidcServer';
import { SharedRefreshes } from './SharedRefreshes';

interface Context {
  server: OidcServer;
  refreshes: SharedRefreshes<OAuthAuthenticatorResult<OidcAuthResult>>;
}

/**
 * Backstage's OIDC sign-in, which waits for a server that comes late, refreshes a session once for all
 * tabs, and signs out of the server, too, where that is configured.
 *
 * @param appUrl - where people land after they were signed out of the server
 */
export function patientAuthenticator(appUrl: string) {
  return createOAuthAuthenticator<Context, OidcAuthResult>({
    defaultProfileTransform: oidcAuthenticator.defaultProfileTransform,
    scopes: oidcAuthenticator.scopes,
    initialize: options => ({
      server: new OidcServer(options),
      refreshes: new SharedRefreshes(),
    }),
    async start(input, { server }) {
      return oidcAuthenticator.start(input, await server.found());
    },
    async authenticate(input, { server }) {
      return oidcAuthenticator.authenticate(input, await server.found());
    },
    async refresh(input, { server, refreshes }) {
      const found = await server.found();
      return refreshes.once(input.refreshToken, () =>
        oidcAuthenticator.refresh(input, found),
      );
    },
    async logout(input, { server }) {
      const found = await server.found();
      await oidcAuthenticator.logout?.(input, found);
      const { client } = await found.promise;
      if (!server.signOutOfServer || !client.issuer.end_session_endpoint) {
        return undefined;
      }
      return {
        logoutUrl: client.endSessionUrl({
          client_id: String(client.metadata.client_id),
          post_logout_redirect_uri: appUrl,
        }),
      };
    },
  });
}
