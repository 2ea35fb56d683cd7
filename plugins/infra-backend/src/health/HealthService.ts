import type { ProviderHealth } from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Tells how control planes are doing. */
export interface HealthService {
  /**
   * How the control plane of a provider was doing when it was last asked.
   * @throws NotFoundError when there is no such provider, or it can't tell
   */
  get(provider: string, caller: Caller): Promise<ProviderHealth>;
}
