import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createInstanceAction } from './actions/createInstanceAction';
import { adoptProjectAction } from './actions/adoptProjectAction';
import { changeQuotaAction } from './actions/changeQuotaAction';
import { createProjectAction } from './actions/createProjectAction';
import { requestGpuAction } from './actions/requestGpuAction';

/** The golden paths as scaffolder actions. @public */
export const scaffolderModuleInfra = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'infra',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        config: coreServices.rootConfig,
      },
      async init({ actions, config, ...rest }) {
        const appBaseUrl = config.getString('app.baseUrl').replace(/\/$/, '');
        const services = { ...rest, appBaseUrl };
        actions.addActions(
          createProjectAction(services),
          adoptProjectAction(services),
          createInstanceAction(services),
          requestGpuAction(services),
          changeQuotaAction(services),
        );
      },
    });
  },
});
