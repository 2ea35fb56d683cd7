import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { InfraPermissionPolicy } from './InfraPermissionPolicy';
import { readRoles } from './readRoles';

/** The permission policy Ironstage ships with. @public */
export const permissionModuleInfra = createBackendModule({
  pluginId: 'permission',
  moduleId: 'infra',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, policy, userInfo }) {
        policy.setPolicy(
          new InfraPermissionPolicy(readRoles(config), userInfo),
        );
      },
    });
  },
});
