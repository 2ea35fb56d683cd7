import { NotFoundError } from '@backstage/errors';
import type { ProviderHealth } from '@ironstage/plugin-infra-common';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { HealthService } from './HealthService';
import type { HealthStore } from './HealthStore';

/** Does the work of {@link HealthService}, without asking whether the caller may. */
export class DefaultHealthService implements HealthService {
  constructor(
    private readonly services: {
      registry: ProviderRegistry;
      health: HealthStore;
    },
  ) {}

  async get(id: string): Promise<ProviderHealth> {
    const provider = this.services.registry.get(id);
    if (!provider.health) {
      throw new NotFoundError(
        `${provider.title} does not tell how its control plane is doing`,
      );
    }
    return (
      (await this.services.health.find(id)) ?? {
        provider: id,
        version: null,
        services: [],
        problems: [],
        checkedAt: null,
        error: null,
      }
    );
  }
}
