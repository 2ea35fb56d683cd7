import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  infraProvidersExtensionPoint,
  readProviderEntries,
  readProviderIdentity,
} from '@ironstage/plugin-infra-node';
import { createShelfProvider } from './createShelfProvider';

export const readShelfConfig = (config: Config, key: string) => ({
  ...readProviderIdentity(config, key),
  key,
  url: config.getString('url'),
  token: config.getString('token'),
  timeoutMs: config.getOptionalNumber('timeoutMs') ?? 10_000,
});
export type ShelfConfig = ReturnType<typeof readShelfConfig>;

export const infraModuleShelf = createBackendModule({
  pluginId: 'infra',
  moduleId: 'shelf',
  register(env) {
    const { rootConfig: config, logger } = coreServices;
    env.registerInit({
      deps: { config, logger, providers: infraProvidersExtensionPoint },
      async init(deps) {
        const read = readProviderEntries(deps.config, 'shelf', readShelfConfig);
        const make = (one: ShelfConfig) =>
          createShelfProvider(one, deps.logger);
        deps.providers.addProvider(...read.map(make));
      },
    });
  },
});
