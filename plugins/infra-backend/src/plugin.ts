import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  CatalogUserInfo,
  infraProvidersExtensionPoint,
  readIdentityRules,
} from '@ironstage/plugin-infra-node';
import { readInfraConfig } from './config/readInfraConfig';
import { createServices } from './createServices';
import { connectDatabase } from './database/migrate';
import type { Job } from './jobs/Job';
import { createJobs, syncJobId } from './jobs/createJobs';
import { JobLoop } from './jobs/JobLoop';
import { JobStore } from './jobs/JobStore';
import { scheduleJobs } from './jobs/scheduleJobs';
import { reportProviders } from './metrics/reportProviders';
import { TOKEN_PATH } from './monitoring/routes';
import { registerPermissions } from './permissions/registerPermissions';
import { showOperation } from './operations/showOperation';
import { ProviderRegistry } from './providers/ProviderRegistry';
import { CallerResolver } from './http/Caller';
import { createRouter } from './api/createRouter';

/** Inventory, capacity, projects, operations and governance behind one REST API. @public */
export const infraPlugin = createBackendPlugin({
  pluginId: 'infra',
  register(env) {
    const registry = new ProviderRegistry();
    env.registerExtensionPoint(infraProvidersExtensionPoint, registry);
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        notifications: notificationService,
        signals: signalsServiceRef,
      },
      async init({ config, database, scheduler, lifecycle, ...deps }) {
        const infraConfig = readInfraConfig(config);
        const knex = await connectDatabase(database);
        const loop = new JobLoop({ store: new JobStore(knex), ...deps });
        const jobs: Job[] = [];
        const services = createServices({
          ...deps,
          config: infraConfig,
          knex,
          registry,
          triggerSync: async id => {
            const job = jobs.find(one => one.id === syncJobId(id));
            await (job && loop.request(job));
          },
        });
        reportProviders({ ...deps, inventory: services.inventory });
        jobs.push(...createJobs({ services, registry, config: infraConfig }));
        const { inventory, projects, operations } = services.stores;
        registerPermissions(deps.permissionsRegistry, {
          resources: refs => inventory.getMany(refs),
          projects: names => projects.findMany(names),
          operations: async ids =>
            (await operations.findMany(ids)).map(showOperation),
        });
        deps.httpRouter.use(
          createRouter({
            ...services.guarded,
            logger: deps.logger,
            callers: new CallerResolver({
              httpAuth: deps.httpAuth,
              userInfo: new CatalogUserInfo(
                deps,
                readIdentityRules(config, process.env.NODE_ENV),
              ),
            }),
            audit: services.audit,
            httpAuth: deps.httpAuth,
            targets: services.targets,
            sshKeys: services.stores.sshKeys,
            changes: { ...services.stores, httpAuth: deps.httpAuth },
          }),
        );
        // Prometheus does not sign in: it has a token that we made
        deps.httpRouter.addAuthPolicy({
          path: TOKEN_PATH,
          allow: 'unauthenticated',
        });
        await services.overlay.start();
        await scheduleJobs(scheduler, loop, jobs);
        lifecycle.addStartupHook(() => services.jobs.runner.start());
        lifecycle.addShutdownHook(async () => {
          services.overlay.stop();
          await Promise.all([loop.stop(), services.jobs.runner.stop()]);
        });
      },
    });
  },
});
