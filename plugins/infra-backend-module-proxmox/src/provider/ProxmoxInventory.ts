import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  inPages,
  type InventoryItem,
  type InventoryReader,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/ClusterClient';
import type { Clients } from '../client/createClients';
import { operationOfNotes } from '../client/ownership';
import type { WirePool } from '../client/pools/PoolsClient';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { GuestReader } from './GuestReader';
import { toHypervisorItems, toStorageItems } from './hosts';
import { toImageItems } from './images';
import { readNetworks } from './networks';
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

/** Reads a cluster: one call tells most of it. */
export class ProxmoxInventory implements InventoryReader {
  readonly kinds = KINDS;

  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
    private readonly guests: GuestReader,
    private readonly rights: ReadingRights,
  ) {}

  async *pages(
    kind: ResourceKind,
    { signal }: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    await this.rights.demand(signal);
    yield* inPages(await this.#read(kind, signal));
  }

  async get(
    kind: ResourceKind,
    externalId: string,
    { signal }: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    if (kind === 'instance') {
      const vmid = Number(externalId);
      return Number.isInteger(vmid)
        ? (await this.guests.get(vmid, signal))?.item
        : undefined;
    }
    const items = await this.#read(kind, signal);
    return items.find(item => item.externalId === externalId);
  }

  async #read(
    kind: ResourceKind,
    signal: AbortSignal,
  ): Promise<InventoryItem[]> {
    const { cluster, pools } = this.clients;
    if (signal.aborted) {
      throw this.transport.error(
        'aborted',
        `The reading of ${this.transport.config.id} was given up.`,
      );
    }
    switch (kind) {
      case 'instance':
        return this.guests.items(await cluster.resources(signal), signal);
      case 'hypervisor':
        return this.#hypervisors(await cluster.resources(signal), signal);
      case 'storage':
        return toStorageItems(await cluster.resources(signal));
      case 'image':
        return toImageItems((await cluster.resources(signal)).guests);
      case 'project':
        return (await pools.list(signal)).map(toPoolItem);
      case 'network':
        return readNetworks(
          this.clients,
          (await cluster.resources(signal)).nodes,
          this.transport.config.networks,
          signal,
        );
      case 'flavor':
        return this.transport.config.flavors.map(flavor => ({
          kind: 'flavor',
          externalId: flavor.name,
          name: flavor.name,
          status: 'active',
          vector: flavor.vector,
          attributes: { shared: true },
        }));
      default:
        return [];
    }
  }

  async #hypervisors(
    resources: ClusterResources,
    signal: AbortSignal,
  ): Promise<InventoryItem[]> {
    const { config } = this.transport;
    const [devices, status] = await Promise.all([
      this.clients.mappings.devices(signal),
      this.clients.cluster.status(signal),
    ]);
    const gpuNodes = new Set(devices.map(device => device.node));
    await this.guests.facts.refresh(
      resources.guests.filter(
        guest => !guest.template && gpuNodes.has(guest.node),
      ),
      signal,
    );
    return toHypervisorItems(
      resources,
      devices,
      config,
      guest => this.guests.facts.get(guest.vmid)?.gpus ?? {},
      new Map(
        status
          .filter(row => row.type === 'node')
          .map(row => [row.name, row.ip ?? '']),
      ),
    );
  }
}
