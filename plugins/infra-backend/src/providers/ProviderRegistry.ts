import { NotFoundError } from '@backstage/errors';
import type {
  InfraProvider,
  InfraProvidersExtensionPoint,
} from '@ironstage/plugin-infra-node';

/** The providers that modules handed in. */
export class ProviderRegistry implements InfraProvidersExtensionPoint {
  private readonly providers = new Map<string, InfraProvider>();

  addProvider(...providers: InfraProvider[]): void {
    for (const provider of providers) {
      const other = this.providers.get(provider.id);
      if (other) {
        throw new Error(
          `${provider.configKey}.id and ${other.configKey}.id are both "${provider.id}": provider ids must be unique`,
        );
      }
      this.providers.set(provider.id, provider);
    }
  }

  list(): InfraProvider[] {
    return [...this.providers.values()];
  }

  find(id: string): InfraProvider | undefined {
    return this.providers.get(id);
  }

  /** @throws NotFoundError when there is no such provider; there is no default */
  get(id: string): InfraProvider {
    const provider = this.providers.get(id);
    if (!provider) {
      throw new NotFoundError(`There is no provider "${id}"`);
    }
    return provider;
  }
}
