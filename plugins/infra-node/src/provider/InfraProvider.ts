import type { FloatingIpManager } from './FloatingIpManager';
import type { GpuReader } from './GpuReader';
import type { HealthReader } from './HealthReader';
import type { InstanceActions } from './InstanceActions';
import type { InstanceManager } from './InstanceManager';
import type { InventoryReader } from './InventoryReader';
import type { MachineManager } from './MachineManager';
import type { NetworkManager } from './NetworkManager';
import type { ProjectManager } from './ProjectManager';
import type { ProviderCallOptions } from './ProviderCallOptions';
import type { QuotaManager } from './QuotaManager';

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
  /** false: only the SREs ask for changes there; everybody may when left out */
  readonly selfService?: boolean;

  /** rows of every kind the cloud has; hosts and storages carry their capacity */
  readonly inventory: InventoryReader;
  readonly projects?: ProjectManager;
  readonly quotas?: QuotaManager;
  readonly networks?: NetworkManager;
  readonly floatingIps?: FloatingIpManager;
  readonly instances?: InstanceManager;
  readonly instanceActions?: InstanceActions;
  readonly machines?: MachineManager;
  readonly gpus?: GpuReader;
  readonly health?: HealthReader;

  /**
   * Logs in and asks the control plane for its versions.
   * @throws ProviderError whose message names the configuration key to look at
   */
  check(options: ProviderCallOptions): Promise<void>;
}

/** Members of an {@link InfraProvider} that a cloud may lack. @public */
export const PROVIDER_CAPABILITIES = [
  'projects',
  'quotas',
  'networks',
  'floatingIps',
  'instances',
  'instanceActions',
  'machines',
  'gpus',
  'health',
] as const satisfies ReadonlyArray<keyof InfraProvider>;

/** {@inheritDoc PROVIDER_CAPABILITIES} @public */
export type ProviderCapability = (typeof PROVIDER_CAPABILITIES)[number];

/** What a provider can do beside being read. @public */
export function capabilitiesOf(provider: InfraProvider): ProviderCapability[] {
  return PROVIDER_CAPABILITIES.filter(name => provider[name] !== undefined);
}
