import type { ProviderCallOptions } from './ProviderCallOptions';

/** A service or agent of a control plane on one of its hosts. @public */
export interface ControlPlaneService {
  /** the provider's own name: `nova-compute`, `rackd` */
  name: string;
  /** where it runs; the control plane's address when it is not told */
  host: string;
  zone?: string;
  /** `disabled`: taken out of use by a person, whether it runs or not */
  state: 'up' | 'degraded' | 'down' | 'disabled' | 'unknown';
  /** why, in the provider's words */
  detail?: string;
  /** ISO 8601, of its last sign of life */
  lastSeenAt?: string;
}

/** How a control plane is doing. @public */
export interface ControlPlaneHealth {
  /** version of the product, where it tells one */
  version?: string;
  services: ControlPlaneService[];
  /** parts that could not be asked, one plain sentence each */
  problems: string[];
}

/** Tells how the control plane is doing. @public */
export interface HealthReader {
  /** @throws ProviderError only when nothing of it can be asked */
  health(options: ProviderCallOptions): Promise<ControlPlaneHealth>;
}
