import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

/** An agent of Neutron on one of its hosts. Source: Networking API v2.0, extension `agent`. */
export const agentSchema = z.object({
  binary: z.string(),
  host: z.string(),
  agent_type: z.string().nullish(),
  alive: z.boolean(),
  admin_state_up: z.boolean(),
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
  async list(signal: AbortSignal): Promise<WireAgent[]> {
    const found = await orUndefined(
      this.transport.call(
        { service: 'network', method: 'GET', path: '/agents', signal },
        z.object({ agents: z.array(agentSchema) }),
      ),
    );
    return found?.agents ?? [];
  }
}
