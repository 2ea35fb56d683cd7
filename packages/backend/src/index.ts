import { createBackend } from '@backstage/backend-defaults';
import { guardedScheduler } from './guardedScheduler';
import { identityFeatures } from './identity/identityFeatures';

// what the portal writes (databases, uploads) is nobody else's on this machine
process.umask(0o077);

const backend = createBackend();

backend.add(guardedScheduler);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@ironstage/plugin-auth-backend-module-personas'));
// who signs people in, and where people and teams come from, by configuration
backend.add(identityFeatures);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@ironstage/plugin-permission-backend-module-infra'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@ironstage/plugin-catalog-backend-module-infra'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@ironstage/plugin-scaffolder-backend-module-infra'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@ironstage/plugin-search-backend-module-infra'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

backend.add(import('@ironstage/plugin-infra-backend'));
backend.add(import('@ironstage/plugin-infra-backend-module-maas'));
backend.add(import('@ironstage/plugin-infra-backend-module-openstack'));
backend.add(import('@ironstage/plugin-infra-backend-module-proxmox'));

backend.start();
