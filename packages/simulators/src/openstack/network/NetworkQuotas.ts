import type { OpenStackContext } from '../OpenStackContext';
import { overQuota } from './errors';

export const networkQuotaDefaults: Record<string, number> = {
  network: 100,
  subnet: 100,
  subnetpool: -1,
  port: 500,
  router: 10,
  floatingip: 50,
  rbac_policy: 10,
  security_group: 10,
  security_group_rule: 100,
};

/** Neutron's limits and use, by project. */
export class NetworkQuotas {
  constructor(private readonly context: OpenStackContext) {}

  limits(projectId: string): Record<string, number> {
    const own = this.context.tables.networkQuotas.get(projectId)?.limits;
    return { ...networkQuotaDefaults, ...own };
  }

  used(projectId: string, resource: string): number {
    const t = this.context.tables;
    const counts: Record<string, () => number> = {
      network: () => t.networks.by('project', projectId).length,
      subnet: () => t.subnets.by('project', projectId).length,
      port: () => t.ports.by('project', projectId).length,
      router: () => t.routers.by('project', projectId).length,
      floatingip: () => t.floatingIps.by('project', projectId).length,
      security_group: () => t.securityGroups.by('project', projectId).length,
      security_group_rule: () =>
        t.securityGroupRules.by('project', projectId).length,
    };
    return counts[resource]?.() ?? 0;
  }

  /** Throws `OverQuota` when one more would be too many. */
  demand(projectId: string, resource: string): void {
    const limit = this.limits(projectId)[resource];
    if (limit >= 0 && this.used(projectId, resource) + 1 > limit) {
      throw overQuota(resource);
    }
  }
}
