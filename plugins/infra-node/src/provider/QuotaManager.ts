import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { ProviderCallOptions } from './ProviderCallOptions';
import type { ProjectTarget } from './ProjectManager';

/**
 * Sets the limits that a provider itself keeps. A cloud without any leaves this out; the portal's
 * own quota is the only one there.
 * @public
 */
export interface QuotaManager {
  /** Sets the tenant's limits to the quota; a part the provider can't limit is left out. May be repeated. */
  setQuota(
    target: ProjectTarget & { quota: ResourceVector },
    options: ProviderCallOptions,
  ): Promise<void>;

  /**
   * Reads the limits back. A part without a limit is `Infinity`; GPU models the provider does
   * not limit are left out.
   *
   * @throws ProviderError of kind `not-found` when there is no such tenant and the provider can tell
   */
  getQuota(
    target: { externalId: string },
    options: ProviderCallOptions,
  ): Promise<ResourceVector>;
}
