import {
  addVectors,
  sumVectors,
  vector,
  type Capacity,
  type CapacityFitList,
  type CapacityFitQuery,
  type CapacityForecastList,
  type CapacityForecastQuery,
  type CapacityHistory,
  type CapacityHistoryQuery,
  type HostPage,
  type HostQuery,
  type MachineCapacity,
  type MachineCapacityQuery,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { HardwareRows } from '../inventory/HardwareRows';
import type { InventoryService } from '../inventory/InventoryService';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { ProjectStore } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Caller } from '../http/Caller';
import type { CapacityService } from './CapacityService';
import { figuresOf, hostPart } from './figures';
import { gpuSums } from './gpuSums';
import type { CapacityForecaster } from './forecast/CapacityForecaster';
import type { CapacityHistoryReader } from './history/CapacityHistoryReader';
import type { FlavorFit } from './FlavorFit';
import { hardwareSums } from './hardwareSums';
import { hostList } from './hostList';
import { machineRole, type MachineRoleRule } from './machineRole';
import { machineSums } from './machineSums';

/** Does the work of {@link CapacityService}, without asking whether the caller may. */
export class DefaultCapacityService implements CapacityService {
  constructor(
    private readonly services: {
      hardware: Pick<HardwareRows, 'all'>;
      issues: Pick<InventoryService, 'issues'>;
      states: SyncStateStore;
      projects: Pick<ProjectStore, 'grants'>;
      registry: ProviderRegistry;
      machineRoles: MachineRoleRule[];
      history: CapacityHistoryReader;
      forecaster: CapacityForecaster;
      flavorFit: FlavorFit;
    },
  ) {}

  async overview(_caller: Caller, withHosts = true): Promise<Capacity> {
    const { hardware, registry, issues } = this.services;
    const known = await hardware.all();
    const sums = hardwareSums(known);
    const granted = await this.granted();
    const failing = await this.failing();
    // bare metal is given out whole; it has no capacity for instances
    const hosting = registry
      .list()
      .filter(provider => provider.inventory.kinds.includes('hypervisor'));
    const overall = {
      ...sums.overall,
      granted: sumVectors(granted.values()),
    };
    return {
      overall,
      providers: hosting.map(provider => ({
        ...(sums.byProvider.get(provider.id) ?? figuresOf([])),
        id: provider.id,
        name: provider.title,
        provider: provider.id,
        site: provider.site,
        zone: null,
        status: failing.has(provider.id) ? 'unreachable' : 'up',
        stale: failing.has(provider.id),
        granted: granted.get(provider.id) ?? vector(),
      })),
      gpus: gpuSums({
        machines: known.machines,
        hosts: overall,
        granted: overall.granted,
      }),
      hosts: withHosts ? sums.hosts : null,
      errors: await issues.issues(),
    };
  }

  async hosts(query: HostQuery): Promise<HostPage> {
    const { hardware, issues } = this.services;
    const found = hostList((await hardware.all()).hosts, query);
    const failing = await this.failing();
    return {
      items: found
        .slice(query.offset, query.offset + query.limit)
        .map(host => hostPart(host, failing.has(host.provider))),
      total: found.length,
      errors: await issues.issues(),
    };
  }

  async machines(
    query: MachineCapacityQuery,
    _caller: Caller,
    withNames = true,
  ): Promise<MachineCapacity> {
    const { hardware, issues, machineRoles } = this.services;
    const { machines } = await hardware.all();
    const { withoutRole, ...sums } = machineSums(
      machines.map(one => ({ ...one, role: machineRole(one, machineRoles) })),
      query,
    );
    return {
      ...sums,
      withoutRole: withNames ? withoutRole : { ...withoutRole, names: null },
      errors: await issues.issues(),
    };
  }

  async history(query: CapacityHistoryQuery): Promise<CapacityHistory> {
    const { history, issues } = this.services;
    return { ...(await history.read(query)), errors: await issues.issues() };
  }

  async forecast(query: CapacityForecastQuery): Promise<CapacityForecastList> {
    const { forecaster, issues } = this.services;
    return {
      items: await forecaster.forecasts(query),
      errors: await issues.issues(),
    };
  }

  async fit(
    query: CapacityFitQuery,
    _caller: Caller,
    withHosts = true,
  ): Promise<CapacityFitList> {
    const { flavorFit, issues } = this.services;
    const items = await flavorFit.of(query);
    return {
      items: withHosts ? items : items.map(one => ({ ...one, hosts: null })),
      errors: await issues.issues(),
    };
  }

  /** Quotas of all projects by provider. */
  private async granted(): Promise<Map<string, ResourceVector>> {
    const granted = new Map<string, ResourceVector>();
    for (const { provider, quota } of await this.services.projects.grants()) {
      granted.set(
        provider,
        addVectors(granted.get(provider) ?? vector(), quota),
      );
    }
    return granted;
  }

  /** Providers whose rows are out of date. */
  private async failing(): Promise<Set<string>> {
    const states = await this.services.states.list();
    return new Set(
      states
        .filter(({ failingSince }) => failingSince !== null)
        .map(({ provider }) => provider),
    );
  }
}
