import type { Clients } from '../client/createClients';
import type { GuestConfig } from '../client/guests/types';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { Flavor } from '../config/types';
import { Placement, type Place } from './Placement';
import type { ProxmoxInventory } from './ProxmoxInventory';

/** Asks the cluster what a place for a new guest depends on, and chooses one. */
export class PlaceFinder {
  readonly #placement: Placement;

  constructor(
    transport: ProxmoxTransport,
    private readonly clients: Clients,
    private readonly inventory: ProxmoxInventory,
  ) {
    this.#placement = new Placement(transport);
  }

  /** @throws ProviderError `not-found` without such a template, `capacity` when no node has room */
  async find(
    image: string,
    flavor: Flavor,
    signal: AbortSignal,
  ): Promise<Place> {
    const { cluster, guests, mappings } = this.clients;
    const [resources, devices] = await Promise.all([
      cluster.resources(signal),
      mappings.devices(signal),
    ]);
    const hosts = [];
    for await (const page of this.inventory.pages('hypervisor', { signal })) {
      hosts.push(...page);
    }
    // by their state: the configuration does not say so of those that are shared by nature, such as RBD
    const sharedStorages = new Set(
      resources.storages.filter(one => one.shared).map(one => one.storage),
    );
    const movable = new Set<number>();
    for (const template of resources.guests) {
      if (template.template && template.name === image) {
        const config = await guests.config(template, signal);
        if (config && onShared(config, sharedStorages)) {
          movable.add(template.vmid);
        }
      }
    }
    return this.#placement.choose(
      { image, flavor },
      { resources, hosts, devices },
      template => movable.has(template.vmid),
    );
  }
}

function onShared(config: GuestConfig, shared: ReadonlySet<string>): boolean {
  return Object.entries(config)
    .filter(
      ([name, value]) =>
        /^(scsi|virtio|sata|ide|efidisk|tpmstate)\d+$/.test(name) &&
        !/^none|media=cdrom/.test(String(value)),
    )
    .every(([, value]) => shared.has(String(value).split(':')[0]));
}
