import {
  GiB,
  MiB,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import { gpusOfFlavor } from './gpus';
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
    extraSpecs: Readonly<Record<string, string>>;
  },
  gpuModels: Readonly<Record<string, string>>,
): ResourceVector {
  return vector({
    vcpus: flavor.vcpus,
    memoryBytes: flavor.ram * MiB,
    storageBytes: (flavor.disk + flavor.ephemeral) * GiB,
    gpus: gpusOfFlavor(flavor.extraSpecs, gpuModels),
    instances: 1,
  });
}

/** Nova flavor → inventory row. */
export function toFlavorItem(
  flavor: WireFlavor,
  gpuModels: Readonly<Record<string, string>>,
): InventoryItem {
  const holds = flavorVector(
    {
      ...flavor,
      ephemeral: flavor['OS-FLV-EXT-DATA:ephemeral'],
      extraSpecs: flavor.extra_specs,
    },
    gpuModels,
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
    },
  };
}
