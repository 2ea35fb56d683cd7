import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { requirePortalOperator } from './requirePortalOperator';

/**
 * Backstage's scheduler, with its routes for who may operate the portal only: as it comes, every signed-in user
 * triggers and cancels the scheduled tasks of every plugin (`@backstage/backend-defaults` 0.18).
 */
export const guardedScheduler = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    auditor: coreServices.auditor,
    database: coreServices.database,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    logger: coreServices.logger,
    metrics: metricsServiceRef,
    permissions: coreServices.permissions,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
  },
  async factory({ httpRouter, ...deps }) {
    const guard = requirePortalOperator(deps);
    return DefaultSchedulerService.create({
      ...deps,
      httpRouter: {
        ...httpRouter,
        use: handler => httpRouter.use(guard(handler)),
      },
    });
  },
});
