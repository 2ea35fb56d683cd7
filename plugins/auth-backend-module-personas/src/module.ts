import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { assertDemoOnly } from './assertDemoOnly';
import { personaAuthenticator } from './personaAuthenticator';

/** Demo sign-in without a password, on one machine only. @public */
export const authModulePersonas = createBackendModule({
  pluginId: 'auth',
  moduleId: 'personas',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        if (!config.getOptionalBoolean('auth.providers.persona.enabled')) {
          return;
        }
        assertDemoOnly(config, process.env.NODE_ENV);
        logger.warn(
          'Anybody at this machine can sign in as any of app.personas',
        );
        const personas = config
          .getConfigArray('app.personas')
          .map(persona => persona.getString('id').toLowerCase());
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: personaAuthenticator(personas),
            signInResolver: ({ result: { userRef } }, context) =>
              context.signInWithCatalogUser({ entityRef: userRef }),
          }),
        });
      },
    });
  },
});
