import type { OpenStackCloud } from '../openstack/OpenStackCloud';
import type { RequestCount, RequestStats } from './RequestStats';

/** What `/_control/stats` says. */
export interface EstateStats {
  /** Requests that arrived at a service, faulty ones included. */
  totalRequests: number;
  requests: RequestCount[];
  logins: number;
  refusedLogins: number;
  /** Stacks of errors that are the simulator's own fault; must be empty. */
  crashes: string[];
  openstack: {
    projects: number;
    servers: number;
    /** Living servers per name: two for one request is a bug of the client. */
    serversByName: Record<string, number>;
    serversByStatus: Record<string, number>;
    networks: number;
    ports: number;
    routers: number;
    floatingIps: number;
    securityGroups: number;
    keypairs: number;
    allocations: number;
  };
}

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export function describe(
  requests: RequestStats,
  cloud: OpenStackCloud,
): EstateStats {
  const { tables } = cloud.state;
  const servers = tables.servers.by('live', 'yes');
  return {
    totalRequests: requests.total,
    requests: requests.requests(),
    logins: cloud.tokens.logins,
    refusedLogins: cloud.tokens.refusedLogins,
    crashes: [...requests.crashes],
    openstack: {
      projects: tables.projects.size,
      servers: servers.length,
      serversByName: tally(servers.map(row => row.name)),
      serversByStatus: tally(servers.map(row => row.vmState)),
      networks: tables.networks.size,
      ports: tables.ports.size,
      routers: tables.routers.size,
      floatingIps: tables.floatingIps.size,
      securityGroups: tables.securityGroups.size,
      keypairs: tables.keypairs.size,
      allocations: tables.allocations.size,
    },
  };
}
