import { NotFoundError } from '@backstage/errors';
import type {
  CapacityFit,
  CapacityFitQuery,
} from '@ironstage/plugin-infra-common';
import type { HardwareRows } from '../inventory/HardwareRows';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Fit } from './Fit';
import { fitCount } from './fitCount';

/** Hosts that an answer has room for. */
const HOSTS = 20;

/** Tells how many more of a flavor there is room for, by the same rules as requests are admitted by. */
export class FlavorFit {
  constructor(
    private readonly services: {
      inventory: Pick<InventoryStore, 'resolve'>;
      hardware: Pick<HardwareRows, 'all'>;
      registry: ProviderRegistry;
      fit: Pick<Fit, 'promised'>;
    },
  ) {}

  /** @throws NotFoundError when no provider has such a flavor */
  async of(query: CapacityFitQuery): Promise<CapacityFit[]> {
    const { inventory, hardware, registry, fit } = this.services;
    const asked = query.provider?.length
      ? query.provider.map(id => registry.get(id))
      : registry.list();
    const { hosts } = await hardware.all();
    const found: CapacityFit[] = [];
    for (const { id } of asked) {
      const flavors = await inventory.resolve('flavor', id, query.flavor);
      for (const { ref, name, vector, attributes } of flavors) {
        // a request for accelerators that nobody has named is refused
        if (vector && !attributes.unknownAccelerators) {
          const count = fitCount(
            vector,
            hosts.filter(({ provider }) => provider === id),
            await fit.promised(id),
          );
          found.push({
            provider: id,
            flavor: { ref, name },
            takes: vector,
            ...count,
            hosts: count.hosts.slice(0, HOSTS),
          });
        }
      }
    }
    if (found.length === 0) {
      throw new NotFoundError(
        `There is no flavor ${query.flavor}${
          query.provider?.length ? ` at ${query.provider.join(', ')}` : ''
        }. The inventory has all flavors (kind flavor).`,
      );
    }
    return found;
  }
}
