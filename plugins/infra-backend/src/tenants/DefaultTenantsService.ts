import type { NamingRules, TenantQuery } from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { InventoryService } from '../inventory/InventoryService';
import { suggestionFor } from './suggestionFor';
import type { TenantsService } from './TenantsService';
import type { TenantStore } from './TenantStore';

/** Does the work of {@link TenantsService}, without asking whether the caller may. */
export class DefaultTenantsService implements TenantsService {
  constructor(
    private readonly services: {
      tenants: TenantStore;
      inventory: InventoryService;
      naming: NamingRules;
    },
  ) {}

  async list(query: TenantQuery, _caller: Caller, teams?: string[]) {
    const { tenants, inventory, naming } = this.services;
    const { items, total } = await tenants.list(query, teams);
    return {
      items: items.map(tenant => ({
        ...tenant,
        suggestion: suggestionFor(tenant.name, naming),
      })),
      total,
      errors: await inventory.issues(),
    };
  }
}
