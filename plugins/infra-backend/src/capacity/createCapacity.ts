import type { InventoryService } from '../inventory/InventoryService';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProjectStore } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedCapacityService } from './AuthorizedCapacityService';
import type { CapacityService } from './CapacityService';
import { DefaultCapacityService } from './DefaultCapacityService';

/** What the estate has, and how much of it is given away. */
export function createCapacity(parts: {
  inventory: {
    store: InventoryStore;
    states: SyncStateStore;
    service: InventoryService;
  };
  projects: ProjectStore;
  registry: ProviderRegistry;
  gatekeeper: Gatekeeper;
}): CapacityService {
  const { inventory, projects, registry, gatekeeper } = parts;
  return new AuthorizedCapacityService(
    new DefaultCapacityService({
      inventory: inventory.store,
      issues: inventory.service,
      states: inventory.states,
      projects,
      registry,
    }),
    gatekeeper,
  );
}
