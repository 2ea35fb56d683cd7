import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { RestChangesReader } from '@ironstage/plugin-infra-node';
import { InfraEntityProvider } from './InfraEntityProvider';
import { ownershipProcessors } from './ownershipProcessors';

const DEFAULT_SCHEDULE = {
  frequency: { seconds: 15 },
  timeout: { minutes: 5 },
};

/** Feeds the inventory into the catalog. @public */
export const catalogModuleInfra = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'infra',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        const schedule = config.getOptionalConfig(
          'catalog.providers.infra.schedule',
        );
        catalog.addProcessor(ownershipProcessors);
        catalog.addEntityProvider(
          new InfraEntityProvider({
            changes: new RestChangesReader({ auth, discovery }),
            logger,
            schedule: scheduler.createScheduledTaskRunner({
              ...(schedule
                ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
                : DEFAULT_SCHEDULE),
              // each replica holds its own position in the feed
              scope: 'local',
            }),
          }),
        );
      },
    });
  },
});
