import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedHealthService } from './AuthorizedHealthService';
import { DefaultHealthService } from './DefaultHealthService';
import { HealthWatch } from './HealthWatch';
import { KnexHealthStore } from './KnexHealthStore';

/** How control planes are doing. */
export function createHealth(parts: {
  knex: Knex;
  registry: ProviderRegistry;
  gatekeeper: Gatekeeper;
  logger: LoggerService;
}) {
  const { registry, logger, gatekeeper } = parts;
  const health = new KnexHealthStore(parts.knex);
  return {
    watch: new HealthWatch({ health, logger }),
    guarded: new AuthorizedHealthService(
      new DefaultHealthService({ registry, health }),
      gatekeeper,
    ),
  };
}
