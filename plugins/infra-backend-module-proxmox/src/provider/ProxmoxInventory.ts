import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  inPages,
  type InventoryItem,
  type InventoryReader,
  type ProviderCallOptions,
  fieldOf,
  Reading,
} from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { operationOfNotes } from '../client/ownership';
import type { WirePool } from '../client/pools/PoolsClient';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { toFlavorItems } from './flavors';
import type { CensusReader } from './gpus/CensusReader';
import type { GuestReader } from './GuestReader';
import { toStorageItems } from './hosts';
import type { HypervisorReader } from './HypervisorReader';
import { toImageItems } from './images';
import { Networks } from './networks';
import type { ReadingRights } from './ReadingRights';

const KINDS = [
  'hypervisor',
  'storage',
  'project',
  'flavor',
  'image',
  'network',
  'instance',
] as const satisfies readonly ResourceKind[];

/** Which rows of the cluster's one list are rows of a kind, and what they are known by here. */
const ODD: Partial<Record<ResourceKind, { types: RegExp; id: string }>> = {
  instance: { types: /^(qemu|lxc)$/, id: 'vmid' },
  image: { types: /^qemu$/, id: 'name' },
  hypervisor: { types: /^node$/, id: 'node' },
  storage: { types: /^storage$/, id: 'storage' },
};

function toPoolItem(pool: WirePool): InventoryItem {
  const operationId = operationOfNotes(pool.comment);
  return {
    kind: 'project',
    externalId: pool.poolid,
    name: pool.poolid,
    status: 'active',
    attributes: {
      ...(pool.comment && !operationId && { description: pool.comment }),
      ...(operationId && { operationId }),
    },
  };
}

/** What a cluster is read with. */
export interface InventoryParts {
  transport: ProxmoxTransport;
  clients: Clients;
  guests: GuestReader;
  hypervisors: HypervisorReader;
  census: CensusReader;
  rights: ReadingRights;
}

/** Reads a cluster: one call tells most of it. */
export class ProxmoxInventory implements InventoryReader {
  readonly kinds = KINDS;
  readonly #parts: InventoryParts;
  readonly #networks: Networks;

  constructor(parts: InventoryParts) {
    this.#parts = parts;
    this.#networks = new Networks(
      parts.clients,
      parts.transport.config.networks,
    );
  }

  async *pages(
    kind: ResourceKind,
    options: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    await this.#parts.rights.demand(options.signal);
    yield* inPages(await this.#read(new Reading(kind, options)));
  }

  async get(
    kind: ResourceKind,
    externalId: string,
    options: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    if (kind === 'instance') {
      const vmid = Number(externalId);
      return Number.isInteger(vmid)
        ? (await this.#parts.guests.get(vmid, options))?.item
        : undefined;
    }
    const items = await this.#read(new Reading(kind, options));
    return items.find(item => item.externalId === externalId);
  }

  async #read(reading: Reading): Promise<InventoryItem[]> {
    const { transport, clients, guests, hypervisors, census } = this.#parts;
    const { kind, signal } = reading;
    if (signal.aborted) {
      throw transport.error(
        'aborted',
        `The reading of ${transport.config.id} was given up.`,
      );
    }
    switch (kind) {
      case 'instance':
        return guests.items(await this.#resources(reading), reading);
      case 'hypervisor': {
        const resources = await this.#resources(reading);
        return (await hypervisors.read(resources, reading)).hosts;
      }
      case 'storage':
        return toStorageItems(await this.#resources(reading));
      case 'image':
        return this.#images(await this.#resources(reading), reading);
      case 'project': {
        const odd = reading.oddRow('The pool', 'poolid');
        const pools = await clients.pools.list(signal, odd);
        return [
          ...new Map(pools.map(pool => [pool.poolid, pool])).values(),
        ].map(toPoolItem);
      }
      case 'network':
        return this.#networks.read(
          (await this.#resources(reading)).nodes,
          reading,
        );
      case 'flavor': {
        const { nodes } = await this.#resources(reading);
        return toFlavorItems(
          transport.config,
          await census.read(nodes, reading),
        );
      }
      default:
        return [];
    }
  }

  async #images(
    { guests, nodes }: ClusterResources,
    reading: Reading,
  ): Promise<InventoryItem[]> {
    const { census } = this.#parts;
    const found = await census.read(nodes, reading);
    await census.devices.refresh(
      guests.filter(guest => guest.template),
      reading,
    );
    return toImageItems(guests, template =>
      found.count(template.node, census.devices.get(template.vmid) ?? []),
    );
  }

  /** Everything of the cluster; rows of this kind that can't be read are told of. */
  async #resources(reading: Reading): Promise<ClusterResources> {
    const { cluster } = this.#parts.clients;
    const resources = await cluster.resources(reading.signal);
    const mine = ODD[reading.kind];
    for (const odd of resources.odd) {
      if (mine?.types.test(fieldOf(odd.row, 'type') ?? '')) {
        reading.oddRow(`The ${reading.kind}`, mine.id)(odd);
      }
    }
    return resources;
  }
}
