import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedTopologyService } from './AuthorizedTopologyService';
import { DefaultTopologyService } from './DefaultTopologyService';
import { Estate } from './estate/Estate';
import { KnexEstateReader } from './estate/EstateReader';
import { OverlayFiles } from './overlay/OverlayFiles';

/** What stands on what, and what goes down with it. */
export function createTopology(parts: {
  knex: Knex;
  config: InfraConfig;
  logger: LoggerService;
  inventory: { store: InventoryStore; states: SyncStateStore };
  registry: ProviderRegistry;
  gatekeeper: Gatekeeper;
}) {
  const { knex, config, logger, inventory, registry, gatekeeper } = parts;
  const overlay = new OverlayFiles(config.overlay.files, logger);
  const service = new DefaultTopologyService({
    estate: new Estate(
      new KnexEstateReader(knex),
      inventory.store,
      config.topology.maxRows,
    ),
    overlay,
    registry,
    states: inventory.states,
  });
  return {
    /** to be started and stopped with the plugin */
    overlay,
    /** racks of machines by ref; those the overlay knows, where there is one */
    racks: async () => ({
      of: overlay.configured
        ? await service.rackNames()
        : new Map<string, string>(),
      version: overlay.get().version,
    }),
    guarded: new AuthorizedTopologyService(service, gatekeeper),
  };
}
