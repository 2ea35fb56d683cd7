import type { OpenStackContext } from '../OpenStackContext';
import type { AllocationRow, Inventory, ProviderRow, Resources } from './rows';

export function capacityOf(inventory: Inventory): number {
  return Math.floor(
    (inventory.total - inventory.reserved) * inventory.allocation_ratio,
  );
}

/** Who holds what of which provider. Every change keeps usage right. */
export class PlacementLedger {
  constructor(private readonly context: OpenStackContext) {}

  fits(provider: ProviderRow, resourceClass: string, amount: number): boolean {
    const inventory = provider.inventories[resourceClass];
    if (!inventory || amount > inventory.max_unit) {
      return false;
    }
    const used = provider.used[resourceClass] ?? 0;
    return used + amount <= capacityOf(inventory);
  }

  get(consumerId: string): AllocationRow | undefined {
    return this.context.tables.allocations.get(consumerId);
  }

  claim(
    consumerId: string,
    held: Record<string, Resources>,
    owner: { projectId: string; userId: string },
  ): void {
    const { allocations } = this.context.tables;
    this.release(consumerId);
    allocations.insert({
      id: consumerId,
      projectId: owner.projectId,
      userId: owner.userId,
      generation: 1,
      held,
      updatedAt: this.context.clock.now(),
    });
    this.#count(held, 1);
  }

  release(consumerId: string): void {
    const row = this.get(consumerId);
    if (row) {
      this.context.tables.allocations.delete(consumerId);
      this.#count(row.held, -1);
    }
  }

  /** A resize: the old host's share is held by the migration meanwhile. */
  rename(consumerId: string, otherId: string): void {
    const row = this.get(consumerId);
    if (row) {
      const { held, projectId, userId } = row;
      this.release(consumerId);
      this.claim(otherId, held, { projectId, userId });
    }
  }

  #count(held: Record<string, Resources>, sign: 1 | -1) {
    const { providers } = this.context.tables;
    for (const [providerId, resources] of Object.entries(held)) {
      const provider = providers.get(providerId);
      if (provider) {
        for (const [name, amount] of Object.entries(resources)) {
          provider.used[name] = (provider.used[name] ?? 0) + sign * amount;
        }
        provider.generation += 1;
        provider.updatedAt = this.context.clock.now();
      }
    }
  }
}
