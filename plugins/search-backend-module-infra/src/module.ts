import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogCollatorExtensionPoint } from '@backstage/plugin-search-backend-module-catalog';
import {
  searchEngineRegistryExtensionPoint,
  searchIndexRegistryExtensionPoint,
} from '@backstage/plugin-search-backend-node/alpha';
import { RestChangesReader } from '@ironstage/plugin-infra-node';
import { entityDocument } from './entityDocument';
import { InventoryCollator } from './InventoryCollator';
import { NameSearchEngine } from './NameSearchEngine';

const DEFAULT_SCHEDULE = {
  frequency: { minutes: 1 },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 5 },
};

/** Hosts, machines and names in the portal's search. @public */
export const searchModuleInfra = createBackendModule({
  pluginId: 'search',
  moduleId: 'infra',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalogCollator: catalogCollatorExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        engines: searchEngineRegistryExtensionPoint,
        index: searchIndexRegistryExtensionPoint,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, config, discovery, index, logger, scheduler } = deps;
        const schedule = config.getOptionalConfig(
          'search.collators.infra.schedule',
        );
        deps.catalogCollator.setEntityTransformer(entityDocument);
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            schedule
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
              : DEFAULT_SCHEDULE,
          ),
          factory: new InventoryCollator(
            new RestChangesReader({ auth, discovery }),
          ),
        });
        // PostgreSQL has an engine of its own, of another module
        if (config.getString('backend.database.client') !== 'pg') {
          deps.engines.setSearchEngine(new NameSearchEngine({ logger }));
        }
      },
    });
  },
});
