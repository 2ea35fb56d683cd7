import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../client/cluster/types';
import type { GpuCount } from './gpus/Census';

/** Templates of VMs; those of one name on several nodes are copies of one image. */
export function templatesByName(
  guests: readonly GuestRow[],
): Map<string, GuestRow[]> {
  const found = new Map<string, GuestRow[]>();
  for (const guest of guests) {
    if (guest.template && guest.type === 'qemu' && guest.name) {
      found.set(guest.name, [...(found.get(guest.name) ?? []), guest]);
    }
  }
  return found;
}

/** Golden templates → images. @param gpusOf - accelerators that a template carries */
export function toImageItems(
  guests: readonly GuestRow[],
  gpusOf: (template: GuestRow) => GpuCount = () => ({ gpus: {}, unknown: [] }),
): InventoryItem[] {
  return [...templatesByName(guests)].map(([name, copies]) => {
    const carried = copies.map(gpusOf);
    const gpus: Record<string, number> = {};
    for (const one of carried) {
      for (const [model, count] of Object.entries(one.gpus)) {
        gpus[model] = Math.max(gpus[model] ?? 0, count);
      }
    }
    const unknown = [...new Set(carried.flatMap(one => one.unknown))].sort();
    return {
      kind: 'image',
      externalId: name,
      name,
      status: 'active',
      attributes: {
        shared: true,
        visibility: 'public',
        minStorageBytes: Math.max(...copies.map(copy => copy.maxdisk ?? 0)),
        templates: copies.map(copy => `${copy.vmid} on ${copy.node}`).sort(),
        ...(Object.keys(gpus).length > 0 && { gpus }),
        ...(unknown.length > 0 && { unknownAccelerators: unknown }),
      },
    };
  });
}
