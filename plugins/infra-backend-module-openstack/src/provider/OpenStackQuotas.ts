import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type {
  ProjectTarget,
  ProviderCallOptions,
  QuotaManager,
} from '@ironstage/plugin-infra-node';
import type { ProjectQuota } from './ProjectQuota';

/** Limits of projects in Nova, Neutron and Cinder. */
export class OpenStackQuotas implements QuotaManager {
  constructor(private readonly quota: ProjectQuota) {}

  async setQuota(
    target: ProjectTarget & { quota: ResourceVector },
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    await this.quota.set(target.externalId, target.quota, signal);
  }

  getQuota(
    target: { externalId: string },
    { signal }: ProviderCallOptions,
  ): Promise<ResourceVector> {
    return this.quota.get(target.externalId, signal);
  }
}
