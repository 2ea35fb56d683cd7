import {
  GiB,
  MiB,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { AcceleratorNames, Accelerators } from '../../accelerators';
import { acceleratorsOfFlavor } from './gpus';
import type { WireFlavor } from './types';

/**
 * What one instance of a flavor counts. Bare metal flavors set `resources:VCPU=0` for Placement,
 * but Nova's quota still counts their processors, and so do we.
 */
export function flavorVector(
  flavor: {
    vcpus: number;
    ram: number;
    disk: number;
    ephemeral: number;
  },
  { gpus }: Pick<Accelerators, 'gpus'>,
): ResourceVector {
  return vector({
    vcpus: flavor.vcpus,
    memoryBytes: flavor.ram * MiB,
    storageBytes: (flavor.disk + flavor.ephemeral) * GiB,
    gpus,
    instances: 1,
  });
}

/** Nova flavor → inventory row. */
export function toFlavorItem(
  flavor: WireFlavor,
  names: AcceleratorNames,
): InventoryItem {
  const accelerators = acceleratorsOfFlavor(flavor.extra_specs, names);
  const holds = flavorVector(
    { ...flavor, ephemeral: flavor['OS-FLV-EXT-DATA:ephemeral'] },
    accelerators,
  );
  const [gpuModel] = Object.keys(holds.gpus);
  return {
    kind: 'flavor',
    externalId: flavor.id,
    name: flavor.name,
    status: flavor['OS-FLV-DISABLED:disabled'] ? 'disabled' : 'active',
    vector: holds,
    attributes: {
      shared: flavor['os-flavor-access:is_public'],
      ...(flavor.description && { description: flavor.description }),
      ...(gpuModel && { gpuModel }),
      ...(accelerators.unknown.length > 0 && {
        unknownAccelerators: accelerators.unknown,
      }),
    },
  };
}
