import {
  coreServices,
  createBackendModule,
  type SchedulerService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { LdapOrgEntityProvider } from '@backstage/plugin-catalog-backend-module-ldap';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { reportDirectories } from './reportDirectories';
import { SkippedEntries } from './SkippedEntries';
import { createTransformers } from './transformers';
import { WatchedDirectory } from './WatchedDirectory';

/** People and groups of `catalog.providers.ldapOrg`, read with care. @public */
export const catalogModuleDirectory = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'ironstage-directory',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        scheduler: coreServices.scheduler,
      },
      async init({ catalog, config, logger, metrics, scheduler }) {
        const ids =
          config.getOptionalConfig('catalog.providers.ldapOrg')?.keys() ?? [];
        const notes = ids.map(() => new SkippedEntries());
        const transformers = notes.map(createTransformers);
        const schedules: SchedulerServiceTaskScheduleDefinition[] = [];
        const byId = <T>(of: T[]) =>
          Object.fromEntries(ids.map((id, index) => [id, of[index]]));
        // in the order of their ids, as are the schedules that they ask for
        const directories = LdapOrgEntityProvider.fromConfig(config, {
          logger,
          scheduler: scheduleKeeper(scheduler, schedules),
          userTransformer: byId(transformers.map(({ user }) => user)),
          groupTransformer: byId(transformers.map(({ group }) => group)),
        }).map(
          (provider, index) =>
            new WatchedDirectory(provider, notes[index], logger),
        );
        directories.forEach(directory => catalog.addEntityProvider(directory));
        reportDirectories(metrics, directories);
        for (const [index, directory] of directories.entries()) {
          await scheduler.scheduleTask({
            ...schedules[index],
            id: `${directory.getProviderName()}:refresh`,
            fn: () => directory.read(),
          });
        }
      },
    });
  },
});

/** Keeps the schedules that providers ask for, and never runs them. */
function scheduleKeeper(
  scheduler: SchedulerService,
  kept: SchedulerServiceTaskScheduleDefinition[],
): SchedulerService {
  return Object.assign(Object.create(scheduler) as SchedulerService, {
    createScheduledTaskRunner(
      schedule: SchedulerServiceTaskScheduleDefinition,
    ) {
      kept.push(schedule);
      return { run: async () => {} };
    },
  });
}
