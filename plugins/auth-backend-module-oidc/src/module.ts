import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { patientAuthenticator } from './patientAuthenticator';
import { signInResolvers } from './signInResolvers';

/** Sign-in at an OpenID Connect server, as `auth.providers.oidc`. @public */
export const authModuleOidc = createBackendModule({
  pluginId: 'auth',
  moduleId: 'ironstage-oidc',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOAuthProviderFactory({
            authenticator: patientAuthenticator(
              config.getString('app.baseUrl'),
            ),
            signInResolverFactories: signInResolvers,
          }),
        });
      },
    });
  },
});
