import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/ClusterClient';
import type { GuestRow } from '../client/cluster/types';
import type { MappedDevice } from '../client/mappings/MappingsClient';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { modelOf } from '../config/gpuModels';
import type { Flavor } from '../config/types';
import { templatesByName } from './images';

/** Where a guest is made, and of which copy of the template. */
export interface Place {
  template: GuestRow;
  node: string;
}

/** Finds a node for a new guest; Proxmox VE has no scheduler of its own. */
export class Placement {
  constructor(private readonly transport: ProxmoxTransport) {}

  /**
   * @param hosts - hypervisor rows with their capacity
   * @param shared - true when all disks of a template lie on shared storage
   * @throws ProviderError `not-found` without such a template, `capacity` when no node has room
   */
  choose(
    request: { image: string; flavor: Flavor },
    estate: {
      resources: ClusterResources;
      hosts: InventoryItem[];
      devices: MappedDevice[];
    },
    shared: (template: GuestRow) => boolean,
  ): Place {
    const copies = templatesByName(estate.resources.guests).get(request.image);
    if (!copies) {
      throw this.transport.error(
        'not-found',
        `${this.transport.config.id} has no template "${request.image}".`,
      );
    }
    const rooms = estate.hosts
      .filter(host => host.status === 'up' && host.capacity)
      .map(host => ({ node: host.externalId, free: freeOf(host) }))
      .filter(({ node, free }) =>
        this.#fits(request.flavor, node, free, estate.devices),
      )
      .sort((a, b) => b.free.memoryBytes - a.free.memoryBytes);
    for (const { node } of rooms) {
      const template =
        copies.find(copy => copy.node === node) ?? copies.find(shared);
      if (template) {
        return { template, node };
      }
    }
    throw this.transport.error(
      'capacity',
      `No node of ${this.transport.config.id} has room for the flavor "${request.flavor.name}" and can clone the template "${request.image}".`,
    );
  }

  #fits(
    flavor: Flavor,
    node: string,
    free: ReturnType<typeof freeOf>,
    devices: MappedDevice[],
  ): boolean {
    const { vector, gpus } = flavor;
    if (free.vcpus < vector.vcpus || free.memoryBytes < vector.memoryBytes) {
      return false;
    }
    if (!gpus) {
      return true;
    }
    const own = devices.filter(
      device => device.node === node && device.mapping === gpus.mapping,
    );
    const model = modelOf(gpus.mapping, this.transport.config.gpuModels);
    return own.length >= gpus.count && (free.gpus[model] ?? 0) >= gpus.count;
  }
}

function freeOf(host: InventoryItem) {
  const { deliverable, allocated } = host.capacity!;
  return {
    vcpus: deliverable.vcpus - allocated.vcpus,
    memoryBytes: deliverable.memoryBytes - allocated.memoryBytes,
    gpus: Object.fromEntries(
      Object.entries(deliverable.gpus).map(([model, count]) => [
        model,
        count - (allocated.gpus[model] ?? 0),
      ]),
    ),
  };
}
