import type { MaasStats } from '../maas/describeMaas';
import type { ProxmoxStats } from '../proxmox/describeClusters';
import type { OpenStackStats } from '../openstack/describeCloud';
import type { RequestCount } from './RequestStats';

/** What `/_control/stats` says. */
export interface EstateStats {
  /** Requests that arrived at a service, faulty ones included. */
  totalRequests: number;
  requests: RequestCount[];
  /** Keystone logins. */
  logins: number;
  refusedLogins: number;
  /** Stacks of errors that are the simulator's own fault; must be empty. */
  crashes: string[];
  openstack: OpenStackStats;
  maas: MaasStats;
  proxmox: ProxmoxStats;
}
