import type { OpenStackContext } from '../OpenStackContext';
import { forbidden } from './errors';
import type { FlavorCopy } from './rows';

export const computeQuotaDefaults: Record<string, number> = {
  cores: 20,
  instances: 10,
  key_pairs: 100,
  metadata_items: 128,
  ram: 51200,
  server_group_members: 10,
  server_groups: 10,
};

type Counted = 'cores' | 'instances' | 'ram';

/** Nova's limits and use, by project; use is counted from the servers. */
export class ComputeQuotas {
  constructor(private readonly context: OpenStackContext) {}

  limits(projectId: string): Record<string, number> {
    const own = this.context.tables.computeQuotas.get(projectId)?.limits;
    return { ...computeQuotaDefaults, ...own };
  }

  /** Servers in ERROR count until they are deleted. */
  used(projectId: string): Record<Counted, number> {
    const total = { cores: 0, instances: 0, ram: 0 };
    for (const server of this.context.tables.servers.by('project', projectId)) {
      if (server.vmState !== 'deleted') {
        total.instances += 1;
        total.cores += server.flavor.vcpus;
        total.ram += server.flavor.ram;
      }
    }
    return total;
  }

  /** Throws Nova's 403 naming every limit that would be passed. */
  demand(projectId: string, wanted: Record<Counted, number>): void {
    const limits = this.limits(projectId);
    const used = this.used(projectId);
    const over = (Object.keys(wanted) as Counted[])
      .sort()
      .filter(
        key =>
          wanted[key] > 0 &&
          limits[key] >= 0 &&
          used[key] + wanted[key] > limits[key],
      );
    if (over.length > 0) {
      const list = (values: Record<string, number>) =>
        over.map(key => values[key]).join(', ');
      const names = over.join(', ');
      throw forbidden(
        `Quota exceeded for ${names}: Requested ${list(
          wanted,
        )}, but already used ${list(used)} of ${list(limits)} ${names}`,
      );
    }
  }

  /** Key pairs are counted by user, and limited by the project the user speaks for. */
  demandKeypair(projectId: string | undefined, used: number): void {
    const limit = this.limits(projectId ?? '').key_pairs;
    if (limit >= 0 && used >= limit) {
      throw forbidden('Quota exceeded, too many key pairs.');
    }
  }

  demandServers(projectId: string, flavor: FlavorCopy, count: number): void {
    this.demand(projectId, {
      cores: flavor.vcpus * count,
      instances: count,
      ram: flavor.ram * count,
    });
  }
}
