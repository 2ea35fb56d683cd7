import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ProviderError,
  type InfraProvider,
} from '@ironstage/plugin-infra-node';
import type { HealthStore } from './HealthStore';

/** Asks a control plane how it is doing and puts the answer on record. */
export class HealthWatch {
  constructor(
    private readonly services: {
      health: HealthStore;
      logger: LoggerService;
      now?: () => Date;
    },
  ) {}

  async run(provider: InfraProvider, signal: AbortSignal): Promise<void> {
    if (!provider.health) {
      return;
    }
    const { health, logger } = this.services;
    try {
      const answer = await provider.health.health({ signal });
      const at = (this.services.now?.() ?? new Date()).toISOString();
      await health.recordAnswer(provider.id, at, answer);
    } catch (error) {
      if (!(error instanceof ProviderError)) {
        throw error;
      }
      // the sync says the same in its own log line, so this one is for who looks closer
      logger.debug(`Health of ${provider.id}: ${error.message}`);
      await health.recordFailure(provider.id, error.message);
    }
  }
}
