import type { ProviderCallOptions } from './ProviderCallOptions';
import type { ProjectTarget } from './ProjectManager';

/**
 * Gives tenants a network of their own. A cloud whose networks are shared leaves this out;
 * instances go on one of those then. What is made here goes with the tenant.
 * @public
 */
export interface NetworkManager {
  /** Makes the tenant's own network, subnet and way out. May be repeated. */
  ensureNetwork(
    target: ProjectTarget,
    options: ProviderCallOptions,
  ): Promise<{ networkExternalId: string }>;

  /** Makes the packet filter baseline: nothing comes in but what the policy allows. May be repeated. */
  ensureFirewallBaseline(
    target: ProjectTarget,
    options: ProviderCallOptions,
  ): Promise<void>;
}
