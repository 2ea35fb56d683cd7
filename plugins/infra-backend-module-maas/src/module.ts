import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { infraProvidersExtensionPoint } from '@ironstage/plugin-infra-node';
import { readMaasConfigs } from './config/readConfig';
import { MaasProvider } from './provider/MaasProvider';

/**
 * Adds a provider for each entry of `infra.maas`. Contacts nobody.
 * @public
 */
export const infraModuleMaas = createBackendModule({
  pluginId: 'infra',
  moduleId: 'maas',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: infraProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        providers.addProvider(
          ...readMaasConfigs(config).map(one =>
            MaasProvider.create(one, logger),
          ),
        );
      },
    });
  },
});
