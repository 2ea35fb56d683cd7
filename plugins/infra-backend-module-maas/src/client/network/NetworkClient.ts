import { z } from 'zod';
import type { MaasTransport, OnProblem } from '../transport/MaasTransport';

const subnetSchema = z.object({
  id: z.number(),
  name: z.string(),
  cidr: z.string(),
  description: z.string().nullish(),
  gateway_ip: z.string().nullish(),
  dns_servers: z.array(z.string()).nullish(),
  managed: z.boolean().nullish(),
  space: z.string().nullish(),
  vlan: z.object({
    vid: z.number(),
    name: z.string(),
    fabric: z.string(),
    mtu: z.number().nullish(),
    dhcp_on: z.boolean().nullish(),
  }),
});

/** A subnet with the VLAN and fabric it is on. */
export type WireSubnet = z.infer<typeof subnetSchema>;

const statisticsSchema = z.object({
  num_available: z.number(),
  total_addresses: z.number(),
  /** 0 to 1 */
  usage: z.number(),
});

/** How much of a subnet is in use. */
export type SubnetStatistics = z.infer<typeof statisticsSchema>;

/** Networks of the machines. */
export class NetworkClient {
  constructor(private readonly transport: MaasTransport) {}

  subnets(signal: AbortSignal, onProblem?: OnProblem): Promise<WireSubnet[]> {
    return this.transport.rows(
      { method: 'GET', path: 'subnets/', signal },
      {
        schema: subnetSchema,
        kind: 'network',
        what: 'the subnet',
        idKey: 'id',
        idOf: subnet => subnet.id,
      },
      onProblem,
    );
  }

  statistics(subnetId: number, signal: AbortSignal): Promise<SubnetStatistics> {
    return this.transport.call(
      {
        method: 'GET',
        path: 'subnets/{id}/',
        at: { id: subnetId },
        op: 'statistics',
        signal,
      },
      statisticsSchema,
    );
  }
}
