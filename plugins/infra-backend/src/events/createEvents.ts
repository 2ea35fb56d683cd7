import type { InventoryStore } from '../inventory/InventoryStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedEventsService } from './AuthorizedEventsService';
import { DefaultEventsService } from './DefaultEventsService';
import type { EventsService } from './EventsService';

/** What happened to machines. */
export function createEvents(parts: {
  registry: ProviderRegistry;
  inventory: InventoryStore;
  gatekeeper: Gatekeeper;
}): EventsService {
  return new AuthorizedEventsService(
    new DefaultEventsService(parts),
    parts.gatekeeper,
  );
}
