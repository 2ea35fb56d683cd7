import type { Resource } from '@ironstage/plugin-infra-common';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { InventoryStore } from '../../inventory/InventoryStore';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import { providerOf, rowOf, theOne } from '../../operations/lookup';
import { problem, type Found } from '../../operations/problem';

/** A machine of the inventory, and where it is. */
export interface FoundMachine {
  row: Resource;
  provider: InfraProvider;
}

/** Finds the machines that operations act on, and what they can be given. */
export class MachineLookup {
  constructor(
    private readonly inventory: InventoryStore,
    private readonly providers: ProviderRegistry,
  ) {}

  /** @returns undefined when the ref is not that of a machine that is there */
  async row(ref: string, tx?: Knex.Transaction): Promise<Resource | undefined> {
    return rowOf(this.inventory, 'machine', ref, tx);
  }

  /** The row, with everybody else kept from it until the transaction ends. */
  async locked(
    ref: string,
    tx: Knex.Transaction,
  ): Promise<Resource | undefined> {
    await this.inventory.lock(ref, tx);
    return this.row(ref, tx);
  }

  async find(ref: string): Promise<Found<FoundMachine>> {
    const row = await this.row(ref);
    if (!row) {
      return { problems: [problem('ref', `There is no machine "${ref}".`)] };
    }
    const { value, problems } = providerOf(row, this.providers);
    return value ? { value: { row, provider: value } } : { problems };
  }

  /** An image of the machine's provider, by name or ref. */
  async image(
    wanted: string,
    { provider }: Resource,
  ): Promise<Found<Resource>> {
    const found = await this.inventory.resolve('image', provider, wanted);
    return theOne(found, { kind: 'image', wanted, at: provider });
  }
}
