import type { OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { amount, maybe, text } from '../transport/lenient';
import type { ProxmoxTransport } from '../transport/ProxmoxTransport';

const bridgeSchema = z.object({
  iface: text,
  comments: maybe(z.string()),
});

const vnetSchema = z.object({
  vnet: text,
  zone: text,
  alias: maybe(z.string()),
  tag: maybe(amount),
});

/** A bridge of a node. */
export type WireBridge = z.infer<typeof bridgeSchema>;

/** A network of the cluster's SDN. */
export type WireVnet = z.infer<typeof vnetSchema>;

/** Networks a guest may be plugged into. */
export class NetworksClient {
  constructor(private readonly transport: ProxmoxTransport) {}

  bridges(
    node: string,
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<WireBridge[]> {
    return this.transport.list(
      {
        method: 'GET',
        path: '/nodes/{node}/network',
        at: { node },
        parameters: { type: 'any_bridge' },
        signal,
      },
      bridgeSchema,
      onOdd,
    );
  }

  vnets(signal: AbortSignal, onOdd?: OnOddRow): Promise<WireVnet[]> {
    return this.transport.list(
      { method: 'GET', path: '/cluster/sdn/vnets', signal },
      vnetSchema,
      onOdd,
    );
  }
}
