import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/types';
import type { GuestRow } from '../client/cluster/types';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { FlavorOffer } from './flavors';
import type { Census } from './gpus/Census';
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
    request: { image: string; offer: FlavorOffer },
    estate: {
      resources: ClusterResources;
      hosts: InventoryItem[];
      census: Census;
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
        this.#fits(request.offer, node, free, estate.census),
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
      `No node of ${this.transport.config.id} has room for the flavor "${request.offer.flavor.name}" and can clone the template "${request.image}".`,
    );
  }

  #fits(
    { flavor, vector }: FlavorOffer,
    node: string,
    free: ReturnType<typeof freeOf>,
    census: Census,
  ): boolean {
    const { gpus } = flavor;
    if (free.vcpus < vector.vcpus || free.memoryBytes < vector.memoryBytes) {
      return false;
    }
    if (!gpus) {
      return true;
    }
    const own = census
      .of(node)
      .filter(one => one.mappings.includes(gpus.mapping));
    return (
      // one card gives many mediated devices
      own.length >= (gpus.mdev ? 1 : gpus.count) &&
      Object.entries(vector.gpus).every(
        ([model, count]) =>
          // of mediated devices a node may not tell; it says so when the VM starts
          (free.gpus[model] ?? (gpus.mdev ? count : 0)) >= count,
      )
    );
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
