import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { infraProvidersExtensionPoint } from '@ironstage/plugin-infra-node';
import { readOpenStackConfigs } from './config/readConfig';
import { OpenStackProvider } from './provider/OpenStackProvider';

/**
 * Adds a provider for each entry of `infra.openstack`. Contacts nobody.
 * @public
 */
export const infraModuleOpenStack = createBackendModule({
  pluginId: 'infra',
  moduleId: 'openstack',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: infraProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        providers.addProvider(
          ...readOpenStackConfigs(config).map(one =>
            OpenStackProvider.create(one, logger),
          ),
        );
      },
    });
  },
});
