import type { InstanceManager } from './InstanceManager';
import type { InventoryReader } from './InventoryReader';
import type { ProjectManager } from './ProjectManager';

/** Options of every call to a provider. @public */
export interface ProviderCallOptions {
  /** ends the call: rejects with a `ProviderError` of kind `aborted` */
  signal: AbortSignal;
}

/**
 * One configured endpoint of one cloud.
 *
 * A provider has a member for each thing its cloud can do and leaves out the others;
 * pages and forms offer only what is there. Every method throws nothing but
 * a `ProviderError`. Making a provider contacts nobody.
 * @public
 */
export interface InfraProvider {
  /** id from the configuration, unique among all providers: `os-eu1` */
  readonly id: string;
  /** kind of cloud; also the name of its configuration section */
  readonly kind: string;
  readonly title: string;
  readonly site: string;
  /** the configuration key of this provider, for sentences that say where to look: `infra.<kind>[0]` */
  readonly configKey: string;

  readonly inventory: InventoryReader;
  readonly projects?: ProjectManager;
  readonly instances?: InstanceManager;

  /**
   * Logs in and asks the control plane for its versions.
   * @throws ProviderError whose message names the configuration key to look at
   */
  check(options: ProviderCallOptions): Promise<void>;
}
