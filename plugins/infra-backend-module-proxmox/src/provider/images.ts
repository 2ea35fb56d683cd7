import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../client/cluster/types';

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

/** Golden templates → images. */
export function toImageItems(guests: readonly GuestRow[]): InventoryItem[] {
  return [...templatesByName(guests)].map(([name, copies]) => ({
    kind: 'image',
    externalId: name,
    name,
    status: 'active',
    attributes: {
      shared: true,
      visibility: 'public',
      minStorageBytes: Math.max(...copies.map(copy => copy.maxdisk ?? 0)),
      templates: copies.map(copy => `${copy.vmid} on ${copy.node}`).sort(),
    },
  }));
}
