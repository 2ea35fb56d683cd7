import type { ControlPlaneService } from '@ironstage/plugin-infra-node';
import type { z } from 'zod';
import type { conductorSchema } from './baremetal/types';
import type { WireAgent } from './network/agents/AgentsClient';
import type { WireService } from './services';
import { utc } from './transport/time';

function withoutGaps(service: ControlPlaneService): ControlPlaneService {
  return JSON.parse(JSON.stringify(service));
}

function conditionOf(
  row: WireService,
): Pick<ControlPlaneService, 'state' | 'detail'> {
  const silent = row.state === 'down';
  if (row.status === 'UNKNOWN') {
    return { state: 'unknown', detail: 'The cell it is in does not answer.' };
  }
  if (row.status === 'disabled') {
    const reason = row.disabled_reason ?? undefined;
    return {
      state: 'disabled',
      detail: silent ? `${reason ?? 'Disabled'}; it is down, too` : reason,
    };
  }
  if (row.forced_down) {
    return { state: 'down', detail: 'Declared down by an administrator.' };
  }
  if (silent) {
    return { state: 'down', detail: 'It does not report any more.' };
  }
  return { state: row.state === 'up' ? 'up' : 'unknown' };
}

/** A row of Nova's or Cinder's `os-services`. */
export function fromService(row: WireService): ControlPlaneService {
  return withoutGaps({
    name: row.binary,
    host: row.host,
    zone: row.zone ?? undefined,
    ...conditionOf(row),
    lastSeenAt: utc(row.updated_at),
  });
}

/** An agent of Neutron. */
export function fromAgent(agent: WireAgent): ControlPlaneService {
  const alive = agent.alive ? 'up' : 'down';
  return withoutGaps({
    name: agent.binary,
    host: agent.host,
    zone: agent.availability_zone ?? undefined,
    state: agent.admin_state_up ? alive : 'disabled',
    detail:
      agent.admin_state_up && !agent.alive
        ? `The ${agent.agent_type ?? 'agent'} does not report any more.`
        : undefined,
    lastSeenAt: utc(agent.heartbeat_timestamp),
  });
}

/** A conductor of Ironic. */
export function fromConductor(
  conductor: z.infer<typeof conductorSchema>,
): ControlPlaneService {
  return withoutGaps({
    name: 'ironic-conductor',
    host: conductor.hostname,
    state: conductor.alive ? 'up' : 'down',
    detail: conductor.alive ? undefined : 'It does not report any more.',
    lastSeenAt: utc(conductor.updated_at),
  });
}
