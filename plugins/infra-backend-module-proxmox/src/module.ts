import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { infraProvidersExtensionPoint } from '@ironstage/plugin-infra-node';
import { readProxmoxConfigs } from './config/readConfig';
import { ProxmoxProvider } from './provider/ProxmoxProvider';

/**
 * Adds a provider for each entry of `infra.proxmox`. Contacts nobody.
 * @public
 */
export const infraModuleProxmox = createBackendModule({
  pluginId: 'infra',
  moduleId: 'proxmox',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: infraProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        providers.addProvider(
          ...readProxmoxConfigs(config).map(one =>
            ProxmoxProvider.create(one, logger),
          ),
        );
      },
    });
  },
});
