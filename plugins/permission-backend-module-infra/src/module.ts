import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  CatalogUserInfo,
  readIdentityRules,
} from '@ironstage/plugin-infra-node';
import { InfraPermissionPolicy } from './InfraPermissionPolicy';
import { readRoles } from './readRoles';

/** The permission policy Ironstage ships with. @public */
export const permissionModuleInfra = createBackendModule({
  pluginId: 'permission',
  moduleId: 'infra',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy, ...deps }) {
        policy.setPolicy(
          new InfraPermissionPolicy(
            readRoles(config),
            new CatalogUserInfo(
              deps,
              readIdentityRules(config, process.env.NODE_ENV),
            ),
          ),
        );
      },
    });
  },
});
