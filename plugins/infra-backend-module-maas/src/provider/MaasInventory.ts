import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  mapLimited,
  inPages,
  type InventoryItem,
  type InventoryReader,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { toImageItems } from '../client/images/ImagesClient';
import { toNetworkItem } from '../client/network/mapper';
import { toProjectItem } from '../client/pools/PoolsClient';
import type { MaasTransport } from '../client/transport/MaasTransport';
import type { Administrator } from './Administrator';
import type { MachineReader } from './MachineReader';

const KINDS = [
  'machine',
  'project',
  'network',
  'image',
] as const satisfies readonly ResourceKind[];

/** Subnets asked for their use at once. */
const PARALLEL = 3;

/** Reads a MAAS region. It has no pages: a kind is one call. */
export class MaasInventory implements InventoryReader {
  readonly kinds = KINDS;

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
    private readonly machines: MachineReader,
    private readonly administrator: Administrator,
  ) {}

  async *pages(
    kind: ResourceKind,
    { signal }: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    yield* inPages(await this.#read(kind, signal));
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
        await this.administrator.demand(signal);
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
    return mapLimited(subnets, PARALLEL, async subnet =>
      toNetworkItem(subnet, await network.statistics(subnet.id, signal)),
    );
  }
}
