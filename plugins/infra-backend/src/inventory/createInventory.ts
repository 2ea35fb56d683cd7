import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import type { InfraConfig } from '../config/InfraConfig';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedInventoryService } from './AuthorizedInventoryService';
import { DefaultInventoryService } from './DefaultInventoryService';
import { HardwareRows } from './HardwareRows';
import { InventorySync } from './InventorySync';
import { KnexInventoryStore } from './KnexInventoryStore';
import { KnexSyncStateStore } from './KnexSyncStateStore';

/** The inventory: what providers have, as they were last read. */
export function createInventory(parts: {
  knex: Knex;
  registry: ProviderRegistry;
  audit: AuditLog;
  gatekeeper: Gatekeeper;
  config: InfraConfig;
  logger: LoggerService;
  /** has a provider read now */
  triggerSync: (provider: string) => Promise<void>;
}) {
  const { knex, registry, audit, logger, config, triggerSync } = parts;
  const everyMs = config.sync.frequencySeconds * 1000;
  const store = new KnexInventoryStore(knex, everyMs);
  const states = new KnexSyncStateStore(knex, everyMs);
  const service = new DefaultInventoryService({
    registry,
    inventory: store,
    states,
    audit,
    triggerSync,
  });
  return {
    store,
    states,
    service,
    hardware: new HardwareRows(knex),
    guarded: new AuthorizedInventoryService(service, parts.gatekeeper),
    sync: new InventorySync({
      inventory: store,
      states,
      logger,
      maxRemovalRatio: config.sync.maxRemovalRatio,
    }),
  };
}
