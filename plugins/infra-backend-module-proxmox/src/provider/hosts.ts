import {
  subtractVectors,
  sumVectors,
  vector,
  type HostCapacity,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/types';
import type { StorageRow } from '../client/cluster/types';
import type { ProxmoxConfig } from '../config/types';
import type { HostGpus } from './gpus/hostGpus';

const holdsDisks = (storage: StorageRow) =>
  /(^|,)(images|rootdir)(,|$)/.test(storage.content);

/** Nodes → hypervisor rows with what they have, promise and have given away. */
export function toHypervisorItems(
  resources: ClusterResources,
  config: ProxmoxConfig,
  gpusOf: (node: string) => HostGpus,
  addresses: ReadonlyMap<string, string>,
): InventoryItem[] {
  return resources.nodes.map(node => {
    const local = resources.storages.filter(
      one => one.node === node.node && !one.shared && holdsDisks(one),
    );
    const guests = resources.guests.filter(
      guest => guest.node === node.node && !guest.template,
    );
    const gpus = gpusOf(node.node);
    const total = vector({
      vcpus: node.maxcpu ?? 0,
      memoryBytes: node.maxmem ?? 0,
      storageBytes: local.reduce((sum, one) => sum + (one.maxdisk ?? 0), 0),
      gpus: gpus.total,
    });
    const reserved = vector({
      memoryBytes: Math.min(
        total.memoryBytes,
        config.capacity.reservedMemoryBytes,
      ),
      gpus: gpus.reserved,
    });
    const left = subtractVectors(total, reserved);
    const held = sumVectors(
      guests.map(guest =>
        vector({
          vcpus: guest.maxcpu ?? 0,
          memoryBytes: guest.maxmem ?? 0,
        }),
      ),
    );
    const capacity: HostCapacity = {
      total,
      reserved,
      deliverable: {
        ...left,
        vcpus: left.vcpus * config.capacity.cpuRatio,
      },
      allocated: {
        ...held,
        gpus: gpus.held,
        storageBytes: local.reduce((sum, one) => sum + (one.disk ?? 0), 0),
      },
    };
    const address = addresses.get(node.node);
    return {
      kind: 'hypervisor',
      externalId: node.node,
      name: node.node,
      status: node.status === 'online' ? 'up' : 'down',
      ...(node.maxcpu !== undefined && { capacity }),
      attributes: {
        hostname: node.node,
        ...(address && { addresses: [address] }),
        ...(gpus.unknown.length > 0 && { unknownAccelerators: gpus.unknown }),
      },
    };
  });
}

/** Storages that nodes share, each once. */
export function toStorageItems(resources: ClusterResources): InventoryItem[] {
  const seen = new Map<string, StorageRow[]>();
  for (const row of resources.storages) {
    if (row.shared && holdsDisks(row)) {
      seen.set(row.storage, [...(seen.get(row.storage) ?? []), row]);
    }
  }
  return [...seen].map(([storage, rows]) => {
    const largest = rows.reduce((a, b) =>
      (b.maxdisk ?? 0) > (a.maxdisk ?? 0) ? b : a,
    );
    const total = vector({ storageBytes: largest.maxdisk ?? 0 });
    return {
      kind: 'storage',
      externalId: storage,
      name: storage,
      status: rows.some(row => row.status === 'available') ? 'up' : 'down',
      capacity: {
        total,
        reserved: vector(),
        deliverable: total,
        allocated: vector({ storageBytes: largest.disk ?? 0 }),
      },
      attributes: {
        type: largest.plugintype ?? 'unknown',
        content: largest.content.split(',').sort(),
      },
    };
  });
}
