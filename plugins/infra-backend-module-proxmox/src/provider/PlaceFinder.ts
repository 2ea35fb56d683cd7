import { quietReading } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { passedThrough } from '../client/guests/hostpci';
import type { GuestConfig } from '../client/guests/types';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { Flavor } from '../config/types';
import { offerOf, type FlavorOffer } from './flavors';
import type { Census } from './gpus/Census';
import type { HypervisorReader } from './HypervisorReader';
import { Placement, type Place } from './Placement';

/** Asks the cluster what a place for a new guest depends on, and chooses one. */
export class PlaceFinder {
  readonly #placement: Placement;

  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
    private readonly hypervisors: HypervisorReader,
  ) {
    this.#placement = new Placement(transport);
  }

  /**
   * @throws ProviderError `not-found` without such a template, `capacity` when no node has room, `invalid`
   * for a flavor or template whose devices nobody has named, or that carries some that were not asked for
   */
  async find(
    image: string,
    flavor: Flavor,
    signal: AbortSignal,
  ): Promise<Place> {
    const { cluster, guests } = this.clients;
    const reading = quietReading('hypervisor', signal);
    const resources = await cluster.resources(signal);
    // a card that somebody has just been given must not be given again
    const { hosts, census } = await this.hypervisors.read(
      resources,
      reading,
      flavor.gpus !== undefined,
    );
    const offer = this.#offer(flavor, census);
    // by their state: the configuration does not say so of those that are shared by nature, such as RBD
    const sharedStorages = new Set(
      resources.storages.filter(one => one.shared).map(one => one.storage),
    );
    const movable = new Set<number>();
    for (const template of resources.guests) {
      if (template.template && template.name === image) {
        const config = await guests.config(template, signal);
        if (config) {
          this.#refuseUnasked(image, template, config, offer, census);
        }
        if (config && onShared(config, sharedStorages)) {
          movable.add(template.vmid);
        }
      }
    }
    return this.#placement.choose(
      { image, offer },
      { resources, hosts, census },
      template => movable.has(template.vmid),
    );
  }

  #offer(flavor: Flavor, census: Census): FlavorOffer {
    const { id, configKey } = this.transport.config;
    const offer = offerOf(flavor, census);
    if (offer.missing) {
      throw this.transport.error(
        'invalid',
        `The flavor "${flavor.name}" can't be had at ${id}: ${offer.missing}; check ${configKey}.flavors.`,
      );
    }
    if (offer.unknown.length > 0) {
      throw this.transport.error(
        'invalid',
        `The flavor "${
          flavor.name
        }" takes a device that nobody has named (${offer.unknown.join(
          ', ',
        )}); name it in ${configKey}.gpuModels.`,
      );
    }
    return offer;
  }

  /** A template gives its devices to whatever is made of it. */
  #refuseUnasked(
    image: string,
    template: GuestRow,
    config: GuestConfig,
    { flavor }: FlavorOffer,
    census: Census,
  ): void {
    const { id, configKey } = this.transport.config;
    const devices = passedThrough(config);
    const { gpus, unknown } = census.count(template.node, devices);
    if (unknown.length > 0) {
      throw this.transport.error(
        'invalid',
        `The template "${image}" at ${id} carries a device that nobody has named (${unknown.join(
          ', ',
        )}); name it in ${configKey}.gpuModels.`,
      );
    }
    const raw = devices.find(device => device.addresses.length > 0);
    if (raw) {
      throw this.transport.error(
        'invalid',
        `The template "${image}" at ${id} carries a device by its address, which can't be handed out twice; give it a PCI resource mapping.`,
        `hostpci ${raw.addresses.join(';')}`,
      );
    }
    if (Object.keys(gpus).length > 0 && !flavor.gpus) {
      throw this.transport.error(
        'invalid',
        `The template "${image}" at ${id} carries a GPU, so it can only be had with a flavor that has one.`,
      );
    }
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
