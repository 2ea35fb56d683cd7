import { vector, type ResourceVector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Flavor, ProxmoxConfig } from '../config/types';
import type { Census } from './gpus/Census';

/** What a flavor of the configuration comes to at the cluster as it is. */
export interface FlavorOffer {
  flavor: Flavor;
  /** with its GPUs by model */
  vector: ResourceVector;
  /** devices that may be GPUs and have no name: nobody may have it until the configuration names them */
  unknown: string[];
  /** why nobody can have it, for an administrator; ends without a full stop */
  missing?: string;
}

/** Compares a flavor with the mappings there are. */
export function offerOf(flavor: Flavor, census: Census): FlavorOffer {
  const { gpus } = flavor;
  const plain = { flavor, vector: { ...flavor.vector, gpus: {} }, unknown: [] };
  if (!gpus) {
    return plain;
  }
  if (!census.hasMapping(gpus.mapping)) {
    return {
      ...plain,
      missing: `the cluster has no PCI resource mapping "${gpus.mapping}"`,
    };
  }
  const mediated = census.isMediated(gpus.mapping);
  if (gpus.mdev && !mediated) {
    return {
      ...plain,
      missing: `the mapping "${gpus.mapping}" is of no mediated devices, so gpus.mdev must go`,
    };
  }
  if (!gpus.mdev && mediated) {
    return {
      ...plain,
      missing: `the mapping "${gpus.mapping}" is of mediated devices, so gpus.mdev must say which type`,
    };
  }
  const found = census.ofMapping(gpus.mapping, undefined, gpus.mdev);
  return {
    ...plain,
    vector: vector({
      ...flavor.vector,
      gpus: found?.model ? { [found.model]: gpus.count } : {},
    }),
    unknown: found && !found.model ? [`mapping=${gpus.mapping}`] : [],
  };
}

/** Flavors that can be had → rows; those that can't are left out, lest anybody ask for them. */
export function toFlavorItems(
  { flavors }: Pick<ProxmoxConfig, 'flavors'>,
  census: Census,
): InventoryItem[] {
  return flavors
    .map(flavor => offerOf(flavor, census))
    .filter(offer => offer.missing === undefined)
    .map(offer => ({
      kind: 'flavor',
      externalId: offer.flavor.name,
      name: offer.flavor.name,
      status: 'active',
      vector: offer.vector,
      attributes: {
        shared: true,
        ...(offer.unknown.length > 0 && {
          unknownAccelerators: offer.unknown,
        }),
      },
    }));
}
