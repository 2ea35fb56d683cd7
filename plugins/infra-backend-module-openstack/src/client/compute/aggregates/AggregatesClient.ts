import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

const aggregateSchema = z.object({
  name: z.string(),
  /** names of services' hosts */
  hosts: z.array(z.string()),
});

/** Nova's groups of hosts. */
export class AggregatesClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** Names of aggregates, sorted, by the host of the service. Nova sends them all at once. */
  async namesByHost(signal: AbortSignal): Promise<Map<string, string[]>> {
    const { aggregates } = await this.transport.call(
      {
        service: 'compute',
        method: 'GET',
        path: '/os-aggregates',
        signal,
      },
      z.object({ aggregates: z.array(aggregateSchema) }),
    );
    const names = new Map<string, string[]>();
    for (const { name, hosts } of aggregates) {
      for (const host of hosts) {
        names.set(host, [...(names.get(host) ?? []), name].sort());
      }
    }
    return names;
  }
}
