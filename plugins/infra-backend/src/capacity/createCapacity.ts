import type { Knex } from 'knex';
import type { InfraConfig } from '../config/InfraConfig';
import type { HardwareRows } from '../inventory/HardwareRows';
import { InstanceDates } from '../inventory/InstanceDates';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { InventoryService } from '../inventory/InventoryService';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { ProjectStore } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { AuthorizedCapacityService } from './AuthorizedCapacityService';
import type { CapacityService } from './CapacityService';
import { DefaultCapacityService } from './DefaultCapacityService';
import { Fit } from './Fit';
import { FlavorFit } from './FlavorFit';
import { CapacityForecaster } from './forecast/CapacityForecaster';
import { CapacityHistoryReader } from './history/CapacityHistoryReader';
import { HistoryKeeper } from './history/HistoryKeeper';
import { KnexSampleStore } from './history/KnexSampleStore';
import { Reconstruction } from './history/Reconstruction';

/** What the estate has, and how much of it is given away, now, before and soon. */
export function createCapacity(parts: {
  knex: Knex;
  inventory: {
    store: InventoryStore;
    hardware: HardwareRows;
    states: SyncStateStore;
    service: InventoryService;
  };
  projects: ProjectStore;
  registry: ProviderRegistry;
  gatekeeper: Gatekeeper;
  config: InfraConfig;
}) {
  const { knex, inventory, projects, registry, gatekeeper, config } = parts;
  const { reconstructDays } = config.capacity.history;
  const samples = new KnexSampleStore(knex);
  const history = new CapacityHistoryReader(samples);
  const common = {
    hardware: inventory.hardware,
    states: inventory.states,
    projects,
    registry,
    machineRoles: config.machineRoles,
  };
  const guarded: CapacityService = new AuthorizedCapacityService(
    new DefaultCapacityService({
      ...common,
      issues: inventory.service,
      history,
      flavorFit: new FlavorFit({
        ...common,
        inventory: inventory.store,
        fit: new Fit(inventory.store, projects),
      }),
      forecaster: new CapacityForecaster(samples, history),
    }),
    gatekeeper,
  );
  return {
    guarded,
    keeper: new HistoryKeeper({
      ...common,
      samples,
      reconstruction:
        reconstructDays > 0
          ? new Reconstruction(
              new InstanceDates(knex),
              samples,
              reconstructDays,
            )
          : undefined,
    }),
  };
}
