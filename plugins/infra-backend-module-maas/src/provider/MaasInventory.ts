import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type {
  InventoryItem,
  InventoryReader,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { toImageItems } from '../client/images/ImagesClient';
import { toNetworkItem } from '../client/network/mapper';
import type { WireSubnet } from '../client/network/NetworkClient';
import { toProjectItem } from '../client/pools/PoolsClient';
import type { MaasTransport } from '../client/transport/MaasTransport';
import type { MachineReader } from './MachineReader';

const KINDS = [
  'machine',
  'project',
  'network',
  'image',
] as const satisfies readonly ResourceKind[];

/** Rows handed on at once. */
const PAGE = 500;
/** Subnets asked for their use at once. */
const PARALLEL = 3;

/** Reads a MAAS region. It has no pages: a kind is one call. */
export class MaasInventory implements InventoryReader {
  readonly kinds = KINDS;

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
    private readonly machines: MachineReader,
  ) {}

  async *pages(
    kind: ResourceKind,
    { signal }: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    const items = await this.#read(kind, signal);
    for (let at = 0; at < items.length; at += PAGE) {
      yield items.slice(at, at + PAGE);
    }
  }

  async get(
    kind: ResourceKind,
    externalId: string,
    { signal }: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    if (kind === 'machine') {
      return this.machines.item(externalId, signal);
    }
    const items = await this.#read(kind, signal);
    return items.find(item => item.externalId === externalId);
  }

  async #read(
    kind: ResourceKind,
    signal: AbortSignal,
  ): Promise<InventoryItem[]> {
    if (signal.aborted) {
      throw this.transport.error(
        'aborted',
        `The reading of ${this.transport.config.id} was given up.`,
      );
    }
    switch (kind) {
      case 'machine':
        return this.machines.items(signal);
      case 'project':
        return (await this.clients.pools.list(signal)).map(toProjectItem);
      case 'network':
        return this.#networks(signal);
      case 'image':
        return toImageItems(await this.clients.images.list(signal));
      default:
        return [];
    }
  }

  async #networks(signal: AbortSignal): Promise<InventoryItem[]> {
    const { network } = this.clients;
    const subnets = await network.subnets(signal);
    const items = new Map<WireSubnet, InventoryItem>();
    const queue = [...subnets];
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        for (let subnet = queue.shift(); subnet; subnet = queue.shift()) {
          const use = await network.statistics(subnet.id, signal);
          items.set(subnet, toNetworkItem(subnet, use));
        }
      }),
    );
    return subnets.map(subnet => items.get(subnet)!);
  }
}
