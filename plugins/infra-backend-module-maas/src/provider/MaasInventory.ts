import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  inPages,
  type InventoryItem,
  type InventoryReader,
  type ProviderCallOptions,
  type ReadProblem,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { toProjectItem } from '../client/pools/PoolsClient';
import type { MaasTransport } from '../client/transport/MaasTransport';
import type { Administrator } from './Administrator';
import { ImageReader } from './ImageReader';
import type { MachineReader } from './MachineReader';
import { NetworkReader } from './NetworkReader';
import { tolerant } from './tolerant';

const KINDS = [
  'machine',
  'project',
  'network',
  'image',
] as const satisfies readonly ResourceKind[];

/** Reads a MAAS region. It has no pages: a kind is one call. */
export class MaasInventory implements InventoryReader {
  readonly kinds = KINDS;
  readonly #networks: NetworkReader;
  readonly #images: ImageReader;

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
    private readonly machines: MachineReader,
    private readonly administrator: Administrator,
  ) {
    this.#networks = new NetworkReader(clients);
    this.#images = new ImageReader(clients);
  }

  async *pages(
    kind: ResourceKind,
    options: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    yield* inPages(await this.#read(kind, options));
  }

  async get(
    kind: ResourceKind,
    externalId: string,
    options: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    if (kind === 'machine') {
      return this.machines.item(externalId, options);
    }
    let unreadable: ReadProblem | undefined;
    const items = await this.#read(kind, {
      ...options,
      onProblem: problem => {
        options.onProblem?.(problem);
        if (problem.externalId === externalId) {
          unreadable = problem;
        }
      },
    });
    const found = items.find(item => item.externalId === externalId);
    if (!found && unreadable) {
      // it is there
      throw this.transport.error('unexpected-answer', unreadable.message);
    }
    return found;
  }

  async #read(
    kind: ResourceKind,
    asked: ProviderCallOptions,
  ): Promise<InventoryItem[]> {
    const options = tolerant(asked);
    const { signal, onProblem } = options;
    if (signal.aborted) {
      throw this.transport.error(
        'aborted',
        `The reading of ${this.transport.config.id} was given up.`,
      );
    }
    switch (kind) {
      case 'machine':
        await this.administrator.demand(signal);
        return this.machines.items(options);
      case 'project': {
        const pools = await this.clients.pools.list(signal, onProblem);
        return pools.map(toProjectItem);
      }
      case 'network':
        return this.#networks.items(options);
      case 'image':
        return this.#images.items(options);
      default:
        return [];
    }
  }
}
