import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import { orElse } from '../../transport/fields';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listWhole } from '../../transport/pages';

/** An agent of Neutron on one of its hosts. Source: Networking API v2.0, extension `agent`. */
export const agentSchema = z.object({
  binary: z.string(),
  /** empty of an agent of a driver that runs nowhere in particular */
  host: orElse(z.string(), ''),
  agent_type: z.string().nullish(),
  alive: orElse(z.boolean(), false),
  admin_state_up: orElse(z.boolean(), true),
  availability_zone: z.string().nullish(),
  /** `2026-11-22 16:51:06`, UTC */
  heartbeat_timestamp: z.string().nullish(),
});

/** {@inheritDoc agentSchema} */
export type WireAgent = z.infer<typeof agentSchema>;

/** Neutron's agents. */
export class AgentsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** All agents; none where the network plugin works without any. */
  async list(signal: AbortSignal, onOdd?: OnOddRow): Promise<WireAgent[]> {
    const found = await orUndefined(
      listWhole(
        this.transport,
        { service: 'network', path: '/agents', signal },
        'agents',
        agentSchema,
        onOdd,
      ),
    );
    return found ?? [];
  }
}
