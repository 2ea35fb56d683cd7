import { z } from 'zod';
import { amount, flag, listOf, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';

const bridgeSchema = z.object({
  iface: text,
  type: z.string(),
  active: flag.optional(),
  cidr: z.string().optional(),
  comments: z.string().optional(),
  bridge_vlan_aware: flag.optional(),
});

const vnetSchema = z.object({
  vnet: text,
  zone: text,
  alias: z.string().optional(),
  tag: amount.optional(),
});

/** A bridge of a node. */
export type WireBridge = z.infer<typeof bridgeSchema>;

/** A network of the cluster's SDN. */
export type WireVnet = z.infer<typeof vnetSchema>;

/** Networks a guest may be plugged into. */
export class NetworksClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  bridges(node: string, signal: AbortSignal): Promise<WireBridge[]> {
    return this.transport.call(
      {
        method: 'GET',
        path: '/nodes/{node}/network',
        at: { node },
        parameters: { type: 'any_bridge' },
        signal,
      },
      listOf(bridgeSchema),
    );
  }

  vnets(signal: AbortSignal): Promise<WireVnet[]> {
    return this.transport.call(
      { method: 'GET', path: '/cluster/sdn/vnets', signal },
      listOf(vnetSchema),
    );
  }
}
