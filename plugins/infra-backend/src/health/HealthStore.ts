import type { ProviderHealth } from '@ironstage/plugin-infra-common';
import type { ControlPlaneHealth } from '@ironstage/plugin-infra-node';

/** Remembers how control planes were doing when they were last asked. */
export interface HealthStore {
  find(provider: string): Promise<ProviderHealth | undefined>;

  /** Records an answer. */
  recordAnswer(
    provider: string,
    at: string,
    health: ControlPlaneHealth,
  ): Promise<void>;

  /** Records that there was no answer; the last one stays. */
  recordFailure(provider: string, sentence: string): Promise<void>;
}
