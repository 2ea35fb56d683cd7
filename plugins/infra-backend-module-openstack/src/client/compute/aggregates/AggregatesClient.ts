import type { OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { orElse } from '../../transport/fields';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listWhole } from '../../transport/pages';

const aggregateSchema = z.object({
  name: z.string(),
  /** names of services' hosts */
  hosts: orElse(z.array(z.string()), []),
});

/** Nova's groups of hosts. */
export class AggregatesClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** Names of aggregates, sorted, by the host of the service. Nova sends them all at once. */
  async namesByHost(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<Map<string, string[]>> {
    const aggregates = await listWhole(
      this.transport,
      { service: 'compute', path: '/os-aggregates', signal },
      'aggregates',
      aggregateSchema,
      onOdd,
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
