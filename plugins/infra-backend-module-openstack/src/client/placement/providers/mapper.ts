import {
  GiB,
  MiB,
  sumVectors,
  vector,
  type HostCapacity,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import { acceleratorOfClass, type GpuModels } from '../../accelerators';
import type { ProviderResources, WireInventory } from './types';

/** What Placement lets be allocated: it rounds down, too. */
export function capacityOf(inventory: WireInventory): number {
  return Math.floor(
    (inventory.total - inventory.reserved) * inventory.allocation_ratio,
  );
}

function toVector(
  amounts: Record<string, number>,
  traits: readonly string[],
  gpuModels: GpuModels,
): ResourceVector {
  const result = vector();
  for (const [name, amount] of Object.entries(amounts)) {
    switch (name) {
      case 'VCPU':
      case 'PCPU':
        result.vcpus += amount;
        break;
      case 'MEMORY_MB':
        result.memoryBytes += amount * MiB;
        break;
      case 'DISK_GB':
        result.storageBytes += amount * GiB;
        break;
      default: {
        const found = acceleratorOfClass(name, traits, { models: gpuModels });
        if (found.kind === 'gpu') {
          const { model } = found;
          result.gpus[model] = (result.gpus[model] ?? 0) + amount;
        }
      }
    }
  }
  return result;
}

function mapAmounts(
  inventories: Record<string, WireInventory>,
  pick: (inventory: WireInventory) => number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(inventories).map(([name, one]) => [name, pick(one)]),
  );
}

/**
 * Capacity of a host: the sum over its tree, so that GPUs and NUMA nodes count, which
 * Placement keeps as children. The number of instances is not limited there and stays 0.
 */
export function toHostCapacity(
  tree: readonly ProviderResources[],
  gpuModels: GpuModels,
): HostCapacity {
  const sum = (amounts: (one: ProviderResources) => Record<string, number>) =>
    sumVectors(tree.map(one => toVector(amounts(one), one.traits, gpuModels)));
  return {
    total: sum(one => mapAmounts(one.inventories, item => item.total)),
    reserved: sum(one => mapAmounts(one.inventories, item => item.reserved)),
    deliverable: sum(one => mapAmounts(one.inventories, capacityOf)),
    allocated: sum(one => one.used),
  };
}

/** Classes in a host's tree that may be accelerators and that nobody has named. */
export function unknownAccelerators(
  tree: readonly ProviderResources[],
  gpuModels: GpuModels,
): string[] {
  const names = tree.flatMap(({ inventories, traits }) =>
    Object.entries(inventories)
      .filter(
        ([name, { total }]) =>
          total > 0 &&
          acceleratorOfClass(name, traits, { models: gpuModels }).kind ===
            'unknown',
      )
      .map(([name]) => name),
  );
  return [...new Set(names)].sort();
}
