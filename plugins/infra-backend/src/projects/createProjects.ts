import type { Knex } from 'knex';
import type { InventoryService } from '../inventory/InventoryService';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedProjectsService } from './AuthorizedProjectsService';
import {
  DefaultProjectsService,
  type ProjectLeases,
} from './DefaultProjectsService';
import { KnexProjectStore } from './KnexProjectStore';
import { UsageCalculator } from './UsageCalculator';

/** Projects, what they may have and what they use. */
export function createProjects(parts: {
  knex: Knex;
  inventory: {
    store: InventoryStore;
    states: SyncStateStore;
    service: InventoryService;
  };
  leases: ProjectLeases;
  gatekeeper: Gatekeeper;
}) {
  const { inventory, leases, gatekeeper } = parts;
  const store = new KnexProjectStore(parts.knex);
  const usage = new UsageCalculator(store, inventory.store, inventory.states);
  return {
    store,
    usage,
    guarded: new AuthorizedProjectsService(
      new DefaultProjectsService({
        projects: store,
        usage,
        leases,
        inventory: inventory.service,
      }),
      gatekeeper,
    ),
  };
}
