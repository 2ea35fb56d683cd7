import {
  isProviderError,
  mapLimited,
  type InventoryItem,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { toNetworkItem } from '../client/network/mapper';
import type {
  SubnetStatistics,
  WireSubnet,
} from '../client/network/NetworkClient';

/** Subnets asked for their use at once. */
const PARALLEL = 3;

/** Reads subnets with their use, which is a request each and may fail by itself; what was known of it stays then. */
export class NetworkReader {
  readonly #use = new Map<number, SubnetStatistics>();

  constructor(private readonly clients: Clients) {}

  async items(options: ProviderCallOptions): Promise<InventoryItem[]> {
    const { network } = this.clients;
    const subnets = await network.subnets(options.signal, options.onProblem);
    const items = await mapLimited(subnets, PARALLEL, subnet =>
      this.#item(subnet, options),
    );
    return items.flatMap(item => item ?? []);
  }

  /** @returns undefined when it has been deleted since it was listed */
  async #item(
    subnet: WireSubnet,
    { signal, onProblem }: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    try {
      const use = await this.clients.network.statistics(subnet.id, signal);
      this.#use.set(subnet.id, use);
      return toNetworkItem(subnet, use);
    } catch (error) {
      if (!isProviderError(error) || error.kind === 'aborted') {
        throw error;
      }
      if (error.kind === 'not-found') {
        this.#use.delete(subnet.id);
        return undefined;
      }
      onProblem?.({
        kind: 'network',
        externalId: String(subnet.id),
        message: `How full the subnet ${subnet.name} is could not be read: ${error.message}`,
      });
      return toNetworkItem(subnet, this.#use.get(subnet.id));
    }
  }
}
