import type { ProviderCallOptions } from './ProviderCallOptions';
import type { InstanceTarget } from './InstanceManager';

/** An address of the outside that leads to an instance. @public */
export interface FloatingIp {
  externalId: string;
  address: string;
  /** instance it leads to, if any */
  instanceExternalId?: string;
}

/** Gives instances addresses that the outside can reach, as far as the policy of the configuration goes. @public */
export interface FloatingIpManager {
  /** Floating addresses of a tenant. */
  list(
    request: { projectExternalId: string },
    options: ProviderCallOptions,
  ): Promise<FloatingIp[]>;

  /**
   * Finds the address that the operation gave the instance, or gives it one. The instance must
   * have an address on a network that has a way out.
   *
   * @throws ProviderError `forbidden` when the policy allows the tenant no (further) address,
   * `capacity` when the outer network has none left
   */
  ensureFloatingIp(
    request: InstanceTarget & { operationId: string },
    options: ProviderCallOptions,
  ): Promise<FloatingIp>;

  /** Takes the address back. Succeeds when it is gone already. */
  removeFloatingIp(
    request: { projectExternalId: string; externalId: string },
    options: ProviderCallOptions,
  ): Promise<void>;
}
