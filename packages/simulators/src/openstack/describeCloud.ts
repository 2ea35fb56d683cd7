import { tally } from '../stats/tally';
import type { OpenStackCloud } from './OpenStackCloud';

/** What exists in the cloud, for `/_control/stats`. */
export interface OpenStackStats {
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
  /** Machines of Ironic. */
  nodes: number;
}

export function describeCloud(cloud: OpenStackCloud): OpenStackStats {
  const { tables } = cloud.state;
  const servers = tables.servers.by('live', 'yes');
  return {
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
    nodes: tables.nodes.size,
  };
}
