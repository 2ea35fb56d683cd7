import { vector } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../cluster/types';
import { readTags } from '../ownership';
import { guestState } from './states';

/** What the lists leave out of a guest. */
export interface GuestFacts {
  addresses: readonly string[];
  /** by model */
  gpus: Record<string, number>;
  /** devices that may be GPUs and have no name, in the words of Proxmox VE */
  unknownAccelerators?: readonly string[];
}

/** Guest of a list → inventory row. */
export function toInstanceItem(
  row: GuestRow,
  facts: GuestFacts | undefined,
): InventoryItem {
  const tags = readTags(row.tags);
  return {
    kind: 'instance',
    externalId: String(row.vmid),
    name: row.name ?? `VM ${row.vmid}`,
    status: guestState(row).status,
    projectExternalId: row.pool,
    hostExternalId: row.node,
    vector: vector({
      vcpus: row.maxcpu ?? 0,
      memoryBytes: row.maxmem ?? 0,
      storageBytes: row.maxdisk ?? 0,
      instances: 1,
      gpus: facts?.gpus ?? {},
    }),
    attributes: {
      type: row.type === 'lxc' ? 'container' : 'vm',
      addresses: [...(facts?.addresses ?? [])],
      ...(facts?.unknownAccelerators?.length && {
        unknownAccelerators: [...facts.unknownAccelerators],
      }),
      ...(tags.flavor && { flavor: tags.flavor }),
      ...(tags.image && { image: tags.image }),
      ...(tags.operationId && { operationId: tags.operationId }),
      ...(tags.all.length > 0 && { tags: tags.all }),
      ...(row.hastate && { ha: row.hastate }),
    },
  };
}
