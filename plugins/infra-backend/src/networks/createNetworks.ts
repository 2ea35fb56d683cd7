import type { Knex } from 'knex';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryService } from '../inventory/InventoryService';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { AuthorizedNetworksService } from './AuthorizedNetworksService';
import { DefaultNetworksService } from './DefaultNetworksService';
import { KnexNetworkStore } from './KnexNetworkStore';

/** What networks are for. */
export function createNetworks(parts: {
  knex: Knex;
  inventory: { service: InventoryService };
  gatekeeper: Gatekeeper;
  config: InfraConfig;
}) {
  return {
    guarded: new AuthorizedNetworksService(
      new DefaultNetworksService({
        networks: new KnexNetworkStore(parts.knex),
        inventory: parts.inventory.service,
        rules: parts.config.segments,
      }),
      parts.gatekeeper,
    ),
  };
}
