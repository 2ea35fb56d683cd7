import { mapLimited, type InventoryItem } from '@ironstage/plugin-infra-node';
import type { NodeRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';

/** How many nodes are asked for their bridges at once. */
const PARALLEL = 4;

/**
 * Bridges of the nodes and vnets of the SDN → networks. All of them are shared; the configuration says
 * which ones instances may use.
 */
export async function readNetworks(
  clients: Clients,
  nodes: readonly NodeRow[],
  allowed: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<InventoryItem[]> {
  const online = nodes.filter(node => node.status === 'online');
  const bridges = new Map<string, { nodes: string[]; comments?: string }>();
  await mapLimited(online, PARALLEL, async ({ node }) => {
    for (const bridge of await clients.networks.bridges(node, signal)) {
      const known = bridges.get(bridge.iface);
      bridges.set(bridge.iface, {
        nodes: [...(known?.nodes ?? []), node].sort(),
        comments: known?.comments ?? bridge.comments?.trim(),
      });
    }
  });
  const vnets = await clients.networks.vnets(signal);
  for (const vnet of vnets) {
    // an applied vnet is also a bridge of every node of its zone
    bridges.delete(vnet.vnet);
  }
  const usable = (name: string) => !allowed || allowed.includes(name);
  const items: InventoryItem[] = [
    ...[...bridges].map(([name, bridge]) => ({
      kind: 'network' as const,
      externalId: name,
      name,
      status: 'active',
      attributes: {
        type: 'bridge',
        shared: usable(name) && bridge.nodes.length === online.length,
        nodes: bridge.nodes,
        ...(bridge.comments && { description: bridge.comments }),
      },
    })),
    ...vnets.map(vnet => ({
      kind: 'network' as const,
      externalId: vnet.vnet,
      name: vnet.vnet,
      status: 'active',
      attributes: {
        type: 'vnet',
        shared: usable(vnet.vnet),
        sdnZone: vnet.zone,
        ...(vnet.alias && { description: vnet.alias }),
        ...(vnet.tag !== undefined && { vlan: vnet.tag }),
      },
    })),
  ];
  return items.sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
}
