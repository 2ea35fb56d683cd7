import {
  subtractVectors,
  sumVectors,
  vector,
  type HostCapacity,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/ClusterClient';
import type { GuestRow, StorageRow } from '../client/cluster/types';
import type { MappedDevice } from '../client/mappings/MappingsClient';
import { modelOf } from '../config/gpuModels';
import type { ProxmoxConfig } from '../config/types';

const holdsDisks = (storage: StorageRow) =>
  /(^|,)(images|rootdir)(,|$)/.test(storage.content);

function countModels(models: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const model of models) {
    counts[model] = (counts[model] ?? 0) + 1;
  }
  return counts;
}

/** Nodes → hypervisor rows with what they have, promise and have given away. */
export function toHypervisorItems(
  resources: ClusterResources,
  devices: MappedDevice[],
  config: ProxmoxConfig,
  gpusOf: (guest: GuestRow) => Record<string, number>,
  addresses: ReadonlyMap<string, string>,
): InventoryItem[] {
  return resources.nodes.map(node => {
    const local = resources.storages.filter(
      one => one.node === node.node && !one.shared && holdsDisks(one),
    );
    const guests = resources.guests.filter(
      guest => guest.node === node.node && !guest.template,
    );
    const gpus = countModels(
      devices
        .filter(device => device.node === node.node)
        .map(device => modelOf(device.mapping, config.gpuModels)),
    );
    const total = vector({
      vcpus: node.maxcpu ?? 0,
      memoryBytes: node.maxmem ?? 0,
      storageBytes: local.reduce((sum, one) => sum + (one.maxdisk ?? 0), 0),
      gpus,
    });
    const reserved = vector({
      memoryBytes: Math.min(
        total.memoryBytes,
        config.capacity.reservedMemoryBytes,
      ),
    });
    const left = subtractVectors(total, reserved);
    const held = sumVectors(
      guests.map(guest =>
        vector({
          vcpus: guest.maxcpu ?? 0,
          memoryBytes: guest.maxmem ?? 0,
          gpus: pick(gpusOf(guest), gpus),
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
      },
    };
  });
}

/** Nothing can be allocated of what a host does not have (any more). */
function pick(
  counts: Record<string, number>,
  known: Record<string, number>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(([model]) => model in known),
  );
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
