import {
  mapLimited,
  type InventoryItem,
  type Reading,
} from '@ironstage/plugin-infra-node';
import type { NodeRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import type { WireBridge, WireVnet } from '../client/networks/NetworksClient';

/** How many nodes are asked for their bridges at once. */
const PARALLEL = 4;

/**
 * Bridges of the nodes and vnets of the SDN → networks. All of them are shared; the configuration says
 * which ones instances may use.
 */
export class Networks {
  /** what a node said last, for when it does not answer */
  readonly #bridges = new Map<string, WireBridge[]>();
  #vnets: WireVnet[] = [];

  constructor(
    private readonly clients: Clients,
    private readonly allowed: readonly string[] | undefined,
  ) {}

  async read(
    nodes: readonly NodeRow[],
    reading: Reading,
  ): Promise<InventoryItem[]> {
    const { networks } = this.clients;
    const online = nodes.filter(node => node.status === 'online');
    await mapLimited(online, PARALLEL, async ({ node }) => {
      const found = await reading.attempt(
        `The bridges of ${node}`,
        networks.bridges(
          node,
          reading.signal,
          reading.oddRow(`A bridge of ${node}`, 'iface'),
        ),
      );
      if (found) {
        this.#bridges.set(node, found);
      }
    });
    this.#vnets =
      (await reading.attempt(
        'The vnets of the SDN',
        networks.vnets(reading.signal, reading.oddRow('The vnet', 'vnet')),
      )) ?? this.#vnets;
    const telling = online
      .map(({ node }) => node)
      .filter(node => this.#bridges.has(node));
    const items = [
      ...this.#bridgeItems(telling.sort()),
      ...new Map(
        this.#vnets.map(vnet => [vnet.vnet, this.#vnetItem(vnet)]),
      ).values(),
    ];
    return items.sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  }

  #isUsable(name: string): boolean {
    return !this.allowed || this.allowed.includes(name);
  }

  #bridgeItems(telling: readonly string[]): InventoryItem[] {
    const bridges = new Map<string, { nodes: string[]; comments?: string }>();
    for (const node of telling) {
      for (const { iface, comments } of this.#bridges.get(node) ?? []) {
        const known = bridges.get(iface);
        bridges.set(iface, {
          nodes: [...new Set([...(known?.nodes ?? []), node])],
          comments: known?.comments ?? comments?.trim(),
        });
      }
    }
    for (const vnet of this.#vnets) {
      // an applied vnet is also a bridge of every node of its zone
      bridges.delete(vnet.vnet);
    }
    return [...bridges].map(([name, bridge]) => ({
      kind: 'network' as const,
      externalId: name,
      name,
      status: 'active',
      attributes: {
        type: 'bridge',
        shared: this.#isUsable(name) && bridge.nodes.length === telling.length,
        nodes: bridge.nodes,
        ...(bridge.comments && { description: bridge.comments }),
      },
    }));
  }

  #vnetItem(vnet: WireVnet): InventoryItem {
    return {
      kind: 'network',
      externalId: vnet.vnet,
      name: vnet.vnet,
      status: 'active',
      attributes: {
        type: 'vnet',
        shared: this.#isUsable(vnet.vnet),
        sdnZone: vnet.zone,
        ...(vnet.alias && { description: vnet.alias }),
        ...(vnet.tag !== undefined && { vlan: vnet.tag }),
      },
    };
  }
}
