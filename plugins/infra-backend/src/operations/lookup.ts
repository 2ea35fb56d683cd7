import {
  parseResourceRef,
  type Resource,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { InfraProvider } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import { problem, type Found } from './problem';

/** The row of a ref; undefined when the ref is not that of a row of the kind that is there. */
export async function rowOf(
  inventory: InventoryStore,
  kind: ResourceKind,
  ref: string,
  tx?: Knex.Transaction,
): Promise<Resource | undefined> {
  return parseResourceRef(ref)?.kind === kind
    ? (await inventory.getMany([ref], tx))[0]
    : undefined;
}

/** The provider that a row came from, as long as it is configured. */
export function providerOf(
  row: Resource,
  providers: ProviderRegistry,
): Found<InfraProvider> {
  const value = providers.find(row.provider);
  return value
    ? { value }
    : {
        problems: [
          problem(
            'ref',
            `The provider "${row.provider}" of ${row.name} is no longer configured.`,
            'policy',
          ),
        ],
      };
}

/** The one of its kind that a word in a request means, or a problem of the field it stands in. */
export function theOne(
  found: Resource[],
  asked: { kind: 'flavor' | 'image' | 'network'; wanted: string; at: string },
): Found<Resource> {
  const { kind, wanted, at } = asked;
  if (found.length === 1) {
    return { value: found[0] };
  }
  return {
    problems: [
      problem(
        kind,
        found.length === 0
          ? `There is no ${kind} "${wanted}" at ${at}.`
          : `There are ${found.length} ${kind}s called "${wanted}" at ${at}: give the ref of one.`,
      ),
    ],
  };
}
