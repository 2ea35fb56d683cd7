import { tally } from '../stats/tally';
import type { MaasRegion } from './MaasRegion';
import { statusNames } from './status';

/** What exists in the region, for `/_control/stats`. */
export interface MaasStats {
  machines: number;
  machinesByStatus: Record<string, number>;
  /** Machines per hostname: two for one request is a bug of the client. */
  machinesByName: Record<string, number>;
  controllers: number;
  pools: number;
  tags: number;
  events: number;
  /** Requests with a good signature, and with a bad one. */
  accepted: number;
  refused: number;
}

export function describeMaas(region: MaasRegion): MaasStats {
  const { tables } = region.state;
  const machines = tables.nodes.by('kind', 'machine');
  return {
    machines: machines.length,
    machinesByStatus: tally(machines.map(row => statusNames[row.status])),
    machinesByName: tally(machines.map(row => row.hostname)),
    controllers: tables.nodes.size - machines.length,
    pools: tables.pools.size,
    tags: tables.tags.size,
    events: tables.events.size,
    accepted: region.gate.logins,
    refused: region.gate.refused,
  };
}
