import {
  addVectors,
  subtractVectors,
  sumVectors,
  vector,
  type Capacity,
  type CapacityFigures,
  type CapacityPart,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InventoryService } from '../inventory/InventoryService';
import type { HostRow, InventoryStore } from '../inventory/InventoryStore';
import type { SyncStateStore } from '../inventory/SyncStateStore';
import type { ProjectStore } from '../projects/ProjectStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Caller } from '../http/Caller';
import type { CapacityService } from './CapacityService';

/** Adds hosts up; a host that is down or disabled delivers nothing but holds what it holds. */
function figures(hosts: HostRow[]): CapacityFigures {
  const sum = (part: 'total' | 'reserved' | 'deliverable' | 'allocated') =>
    sumVectors(hosts.map(host => host.capacity[part]));
  const free = sumVectors(
    hosts
      .filter(host => host.status === 'up')
      .map(host =>
        subtractVectors(host.capacity.deliverable, host.capacity.allocated),
      ),
  );
  return {
    total: sum('total'),
    reserved: sum('reserved'),
    deliverable: sum('deliverable'),
    allocated: sum('allocated'),
    free,
  };
}

/** Does the work of {@link CapacityService}, without asking whether the caller may. */
export class DefaultCapacityService implements CapacityService {
  constructor(
    private readonly services: {
      inventory: InventoryStore;
      issues: Pick<InventoryService, 'issues'>;
      states: SyncStateStore;
      projects: ProjectStore;
      registry: ProviderRegistry;
    },
  ) {}

  async overview(_caller: Caller, withHosts = true): Promise<Capacity> {
    const { inventory, projects, registry, issues, states } = this.services;
    const hosts = await inventory.hosts();
    const granted = new Map<string, ResourceVector>();
    for (const { provider, quota } of await projects.grants()) {
      granted.set(
        provider,
        addVectors(granted.get(provider) ?? vector(), quota),
      );
    }
    const failing = new Map(
      (await states.list()).map(state => [
        state.provider,
        state.failingSince !== null,
      ]),
    );
    const byProvider = new Map<string, HostRow[]>();
    for (const host of hosts) {
      const list = byProvider.get(host.provider);
      if (list) {
        list.push(host);
      } else {
        byProvider.set(host.provider, [host]);
      }
    }
    // bare metal is given out whole; it has no capacity for instances
    const hosting = registry
      .list()
      .filter(provider => provider.inventory.kinds.includes('hypervisor'));
    return {
      overall: { ...figures(hosts), granted: sumVectors(granted.values()) },
      providers: hosting.map(provider => ({
        ...figures(byProvider.get(provider.id) ?? []),
        id: provider.id,
        name: provider.title,
        provider: provider.id,
        site: provider.site,
        zone: null,
        status: failing.get(provider.id) ? 'unreachable' : 'up',
        stale: failing.get(provider.id) ?? false,
        granted: granted.get(provider.id) ?? vector(),
      })),
      hosts: withHosts
        ? hosts.map(host => hostPart(host, failing.get(host.provider) ?? false))
        : null,
      errors: await issues.issues(),
    };
  }
}

function hostPart(host: HostRow, stale: boolean): CapacityPart {
  const { ref, name, provider, site, zone, status } = host;
  return {
    ...figures([host]),
    id: ref,
    name,
    provider,
    site,
    zone,
    status,
    stale,
    granted: null,
  };
}
