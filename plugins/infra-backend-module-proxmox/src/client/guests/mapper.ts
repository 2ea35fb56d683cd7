import { vector, type InstanceStatus } from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../cluster/types';
import { readTags } from '../ownership';

/** What the lists leave out of a guest. */
export interface GuestFacts {
  addresses: string[];
  /** by model */
  gpus: Record<string, number>;
}

const STATUSES: Record<string, InstanceStatus> = {
  running: 'active',
  stopped: 'stopped',
  paused: 'paused',
  suspended: 'paused',
  prelaunch: 'changing',
};

/** Locks of work that changes the guest; a backup leaves it as it is. */
const LOCKS: Record<string, InstanceStatus> = {
  clone: 'building',
  create: 'building',
  migrate: 'changing',
  rollback: 'changing',
  snapshot: 'changing',
  'snapshot-delete': 'changing',
  suspending: 'changing',
  suspended: 'paused',
  disk: 'changing',
};

/** Status of a guest, by what it does and what is done to it. */
export function guestStatus(row: {
  status: string;
  lock?: string;
  hastate?: string;
}): InstanceStatus {
  if (row.hastate === 'error') {
    return 'error';
  }
  return (row.lock && LOCKS[row.lock]) || STATUSES[row.status] || 'unknown';
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
    status: guestStatus(row),
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
      addresses: facts?.addresses ?? [],
      ...(tags.flavor && { flavor: tags.flavor }),
      ...(tags.image && { image: tags.image }),
      ...(tags.operationId && { operationId: tags.operationId }),
      ...(tags.all.length > 0 && { tags: tags.all }),
      ...(row.hastate && { ha: row.hastate }),
    },
  };
}
