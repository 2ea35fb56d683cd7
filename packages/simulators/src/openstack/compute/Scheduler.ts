import type { OpenStackContext } from '../OpenStackContext';
import {
  candidatesOfTree,
  type Candidate,
  type Demand,
} from '../placement/candidates';
import { capacityOf, type PlacementLedger } from '../placement/PlacementLedger';
import type { ProviderRow } from '../placement/rows';
import type { FlavorCopy, ServerRow } from './rows';
import { zoneOfHost } from './zones';

/** `[pci] alias` of the compute hosts: not visible through any API. */
const pciAliases: Record<string, string> = {
  a100: 'CUSTOM_PCI_10DE_20B5',
};

export const DISABLED_TRAIT = 'COMPUTE_STATUS_DISABLED';

/** What a flavor asks of Placement. */
export function demandOf(flavor: FlavorCopy): Demand {
  const resources: Record<string, number> = {
    VCPU: flavor.vcpus,
    MEMORY_MB: flavor.ram,
    DISK_GB: flavor.disk + flavor.ephemeral + Math.ceil(flavor.swap / 1024),
  };
  const demand: Demand = {
    resources,
    required: [],
    forbidden: [DISABLED_TRAIT],
    memberOf: [],
  };
  for (const [key, value] of Object.entries(flavor.extraSpecs)) {
    const [, kind, name] = /^(resources|trait):(.+)$/.exec(key) ?? [];
    if (kind === 'resources') {
      resources[name] = Number(value);
    } else if (kind === 'trait') {
      (value === 'forbidden' ? demand.forbidden : demand.required).push(name);
    } else if (key === 'pci_passthrough:alias') {
      for (const part of value.split(',')) {
        const [alias, count = '1'] = part.split(':');
        const resourceClass =
          pciAliases[alias] ?? `CUSTOM_PCI_ALIAS_${alias.toUpperCase()}`;
        resources[resourceClass] = Number(count);
      }
    }
  }
  for (const name of Object.keys(resources)) {
    if (resources[name] === 0) {
      delete resources[name];
    }
  }
  return demand;
}

export interface Placed {
  host: string;
  held: Candidate['held'];
}

/** Picks a concrete host, as nova-scheduler's filters and weighers would. */
export class Scheduler {
  constructor(
    private readonly context: OpenStackContext,
    private readonly ledger: PlacementLedger,
  ) {}

  /** The host with most free memory among those that pass, or undefined. */
  select(
    server: Pick<ServerRow, 'groupId' | 'requestedZone' | 'id'>,
    flavor: FlavorCopy,
    avoid: readonly string[] = [],
  ): Placed | undefined {
    const demand = demandOf(flavor);
    let best: Placed | undefined;
    let bestWeight = -Infinity;
    for (const hypervisor of this.context.tables.hypervisors.all()) {
      const host = hypervisor.hostname;
      if (avoid.includes(host) || !this.#passes(host, server)) {
        continue;
      }
      const root = this.context.tables.providers.get(hypervisor.id);
      const weight = root ? this.#weight(root, demand) : -Infinity;
      if (!root || weight <= bestWeight) {
        continue;
      }
      const tree = this.context.tables.providers.by('root', root.id);
      const candidate = candidatesOfTree(root, tree, demand, this.ledger)[0];
      if (candidate) {
        best = { host, held: candidate.held };
        bestWeight = weight;
      }
    }
    return best;
  }

  #passes(
    host: string,
    server: Pick<ServerRow, 'groupId' | 'requestedZone' | 'id'>,
  ): boolean {
    const service = this.context.tables.computeServices
      .by('host', host)
      .find(row => row.binary === 'nova-compute');
    if (!service?.alive || service.disabled || service.forcedDown) {
      return false;
    }
    const [zone, wantedHost] = (server.requestedZone ?? '').split(':');
    if (zone && zoneOfHost(host, this.context) !== zone) {
      return false;
    }
    return (
      (!wantedHost || wantedHost === host) && this.#groupPasses(host, server)
    );
  }

  #groupPasses(
    host: string,
    server: Pick<ServerRow, 'groupId' | 'id'>,
  ): boolean {
    const { serverGroups, servers } = this.context.tables;
    const group = server.groupId ? serverGroups.get(server.groupId) : undefined;
    if (!group) {
      return true;
    }
    const others = servers
      .by('project', group.projectId)
      .filter(row => row.groupId === group.id && row.id !== server.id);
    const here = others.filter(row => row.host === host).length;
    if (group.policy === 'anti-affinity') {
      return here < (group.rules.max_server_per_host ?? 1);
    }
    const placed = others.filter(row => row.host !== null);
    return group.policy !== 'affinity' || placed.length === 0 || here > 0;
  }

  /** Free memory; hosts with devices come last for those who want none. */
  #weight(root: ProviderRow, demand: Demand): number {
    const memory = root.inventories.MEMORY_MB;
    const free = memory ? capacityOf(memory) - (root.used.MEMORY_MB ?? 0) : 0;
    const wantsDevice = Object.keys(demand.resources).some(
      name => !['VCPU', 'MEMORY_MB', 'DISK_GB', 'PCPU'].includes(name),
    );
    const hasDevice = root.traits.includes('CUSTOM_GPU_NODE');
    return hasDevice && !wantsDevice ? free - 1e12 : free;
  }
}
