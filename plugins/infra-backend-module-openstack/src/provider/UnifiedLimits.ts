import { orUndefined } from '@ironstage/plugin-infra-node';
import type { ComputeQuota } from '../client/compute/quotas/ComputeQuotasClient';
import type { LimitsClient } from '../client/identity/limits/LimitsClient';

/** What Nova's quotas are called among Keystone's limits. Source: nova/limit/placement.py. */
const NAMES = {
  cores: 'class:VCPU',
  ram: 'class:MEMORY_MB',
  instances: 'servers',
} as const satisfies Record<keyof ComputeQuota, string>;

/** A project's limits for Nova where Keystone keeps them (`[quota] driver = nova.quota.UnifiedLimitsDriver`). */
export class UnifiedLimits {
  constructor(private readonly limits: LimitsClient) {}

  /** @returns false when Keystone has no such limits, so that there is nothing to set */
  async set(
    projectId: string,
    wanted: ComputeQuota,
    signal: AbortSignal,
  ): Promise<boolean> {
    const service = await this.limits.compute(signal);
    const names = service
      ? await this.limits.registered(service, signal)
      : undefined;
    if (
      !service ||
      !Object.values(NAMES).every(name => names?.includes(name))
    ) {
      return false;
    }
    const known = await this.limits.list(projectId, service, signal);
    const missing: Record<string, number> = {};
    for (const [quota, name] of Object.entries(NAMES)) {
      const value = wanted[quota as keyof ComputeQuota];
      const limit = known.find(one => one.resource_name === name);
      if (!limit) {
        missing[name] = value;
      } else if (limit.resource_limit !== value) {
        await this.limits.update(limit.id, value, signal);
      }
    }
    if (Object.keys(missing).length > 0) {
      await this.limits.create(projectId, service, missing, signal);
    }
    return true;
  }

  /** Removes the project's own limits, which would outlive it. */
  async reset(projectId: string, signal: AbortSignal): Promise<void> {
    const service = await this.limits.compute(signal);
    const known = service
      ? await this.limits.list(projectId, service, signal)
      : [];
    const ours: readonly string[] = Object.values(NAMES);
    for (const { id, resource_name: name } of known) {
      if (ours.includes(name)) {
        await orUndefined(this.limits.remove(id, signal));
      }
    }
  }
}
