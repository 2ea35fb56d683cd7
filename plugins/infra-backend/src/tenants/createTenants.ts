import type { NamingRules } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { InventoryService } from '../inventory/InventoryService';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedTenantsService } from './AuthorizedTenantsService';
import { DefaultTenantsService } from './DefaultTenantsService';
import { KnexTenantStore } from './KnexTenantStore';

/** Tenants of the clouds that were there before the portal. */
export function createTenants(parts: {
  knex: Knex;
  inventory: InventoryService;
  naming: NamingRules;
  gatekeeper: Gatekeeper;
}) {
  const store = new KnexTenantStore(parts.knex);
  return {
    store,
    guarded: new AuthorizedTenantsService(
      new DefaultTenantsService({ ...parts, tenants: store }),
      parts.gatekeeper,
    ),
  };
}
