import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type {
  InventoryItem,
  InventoryReader,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import { toFlavorItem } from '../client/compute/flavors/mapper';
import { toHypervisorItem } from '../client/compute/hypervisors/mapper';
import { toMachineItem } from '../client/baremetal/mapper';
import type { WireService } from '../client/services';
import { toVolumeItem } from '../client/volume/volumes/mapper';
import { toProjectItem } from '../client/identity/projects/mapper';
import { toImageItem } from '../client/image/images/mapper';
import { toNetworkItem } from '../client/network/networks/mapper';
import type { OpenStackConfig } from '../config/types';
import type { Clients } from './clients';
import type { HostCapacities } from './HostCapacities';
import { InstanceReader } from './InstanceReader';

const KINDS = [
  'hypervisor',
  'project',
  'flavor',
  'image',
  'network',
  'instance',
  'volume',
  'machine',
] as const satisfies readonly ResourceKind[];

type Kind = (typeof KINDS)[number];

function isKind(kind: ResourceKind): kind is Kind {
  return KINDS.some(one => one === kind);
}

function computeServices(services: WireService[]): Map<string, WireService> {
  return new Map(
    services
      .filter(service => service.binary === 'nova-compute')
      .map(service => [service.host, service]),
  );
}

/** Reads an OpenStack cloud with bulk calls. */
export class OpenStackInventory implements InventoryReader {
  readonly kinds = KINDS;
  readonly instances: InstanceReader;
  readonly #clients: Clients;
  readonly #config: OpenStackConfig;
  readonly #capacities: HostCapacities;

  constructor(
    clients: Clients,
    config: OpenStackConfig,
    capacities: HostCapacities,
  ) {
    this.#clients = clients;
    this.#config = config;
    this.#capacities = capacities;
    this.instances = new InstanceReader(clients, config.gpuModels);
  }

  async *pages(
    kind: ResourceKind,
    options: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    const { signal } = options;
    if (!isKind(kind)) {
      return;
    }
    const { projects, flavors, images } = this.#clients;
    switch (kind) {
      case 'hypervisor':
        yield* this.#hypervisors(signal);
        break;
      case 'instance':
        yield* this.instances.pages(signal);
        break;
      case 'network':
        yield* this.#networks(signal);
        break;
      case 'project':
        for await (const page of projects.pages(signal)) {
          yield page.map(toProjectItem);
        }
        break;
      case 'flavor':
        for await (const page of flavors.pages(signal)) {
          yield page.map(one => toFlavorItem(one, this.#config.gpuModels));
        }
        break;
      case 'image':
        for await (const page of images.pages(signal)) {
          this.instances.rememberImages(page);
          yield page.map(toImageItem);
        }
        break;
      case 'volume':
        if (await this.#clients.volumes.available(signal)) {
          for await (const page of this.#clients.volumes.pages(signal)) {
            yield page.map(toVolumeItem);
          }
        }
        break;
      case 'machine':
        yield* this.#machines(options);
        break;
      default:
        kind satisfies never;
    }
  }

  async get(
    kind: ResourceKind,
    externalId: string,
    { signal }: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    if (!isKind(kind)) {
      return undefined;
    }
    switch (kind) {
      case 'hypervisor':
        return this.#hypervisor(externalId, signal);
      case 'instance':
        return (await this.instances.get(externalId, signal))?.item;
      case 'network':
        return this.#network(externalId, signal);
      case 'project': {
        const project = await this.#clients.projects.get(externalId, signal);
        return project && !project.is_domain
          ? toProjectItem(project)
          : undefined;
      }
      case 'flavor': {
        const flavor = await this.#clients.flavors.get(externalId, signal);
        return flavor && toFlavorItem(flavor, this.#config.gpuModels);
      }
      case 'image': {
        const image = await this.#clients.images.get(externalId, signal);
        return image && toImageItem(image);
      }
      case 'volume': {
        const { volumes } = this.#clients;
        const volume = (await volumes.available(signal))
          ? await volumes.get(externalId, signal)
          : undefined;
        return volume && toVolumeItem(volume);
      }
      case 'machine':
        return this.#machine(externalId, signal);
      default:
        return kind satisfies never;
    }
  }

  async *#hypervisors(signal: AbortSignal): AsyncGenerator<InventoryItem[]> {
    const [services, aggregates, capacities] = await Promise.all([
      this.#clients.hypervisors.services(signal),
      this.#clients.aggregates.namesByHost(signal),
      this.#capacities.read(signal),
    ]);
    const byHost = computeServices(services);
    for await (const page of this.#clients.hypervisors.pages(signal)) {
      yield page.map(host =>
        toHypervisorItem(
          host,
          byHost.get(host.service.host),
          capacities.get(host.id),
          aggregates.get(host.service.host) ?? [],
        ),
      );
    }
  }

  async #hypervisor(
    id: string,
    signal: AbortSignal,
  ): Promise<InventoryItem | undefined> {
    const host = await this.#clients.hypervisors.get(id, signal);
    if (!host || host.hypervisor_type === 'ironic') {
      return undefined;
    }
    const [services, aggregates, capacity] = await Promise.all([
      this.#clients.hypervisors.services(signal),
      this.#clients.aggregates.namesByHost(signal),
      this.#capacities.readOne(id, signal),
    ]);
    return toHypervisorItem(
      host,
      computeServices(services).get(host.service.host),
      capacity,
      aggregates.get(host.service.host) ?? [],
    );
  }

  async *#machines({
    signal,
    onProblem,
  }: ProviderCallOptions): AsyncGenerator<InventoryItem[]> {
    const { baremetal } = this.#clients;
    if (!(await baremetal.available(signal))) {
      return;
    }
    const macs = new Map<string, string[]>();
    for (const { node_uuid: node, address } of await baremetal.ports(signal)) {
      macs.set(node, [...(macs.get(node) ?? []), address]);
    }
    let found = 0;
    for await (const page of baremetal.nodes(signal)) {
      found += page.length;
      yield page.map(node => toMachineItem(node, macs.get(node.uuid) ?? []));
    }
    const hidden = await baremetal.hidden(signal);
    if (hidden && found === 0) {
      throw hidden;
    }
    if (hidden) {
      onProblem?.({ kind: 'machine', message: hidden.message });
    }
  }

  async #machine(
    id: string,
    signal: AbortSignal,
  ): Promise<InventoryItem | undefined> {
    const { baremetal } = this.#clients;
    const there = await baremetal.available(signal);
    const node = there ? await baremetal.node(id, signal) : undefined;
    if (!node) {
      const hidden = there ? await baremetal.hidden(signal) : undefined;
      if (hidden) {
        throw hidden;
      }
      return undefined;
    }
    // Ironic finds nodes by their names, too
    if (node.uuid !== id) {
      return undefined;
    }
    const ports = await baremetal.ports(signal, id);
    return toMachineItem(
      node,
      ports.filter(port => port.node_uuid === id).map(port => port.address),
    );
  }

  async *#networks(signal: AbortSignal): AsyncGenerator<InventoryItem[]> {
    const { networks, subnets } = this.#clients.network;
    const cidrs = new Map<string, string[]>();
    for await (const page of subnets.pages({}, signal)) {
      for (const subnet of page) {
        const known = cidrs.get(subnet.network_id) ?? [];
        cidrs.set(subnet.network_id, [...known, subnet.cidr]);
      }
    }
    for await (const page of networks.pages({}, signal)) {
      yield page.map(one => toNetworkItem(one, cidrs.get(one.id) ?? []));
    }
  }

  async #network(
    id: string,
    signal: AbortSignal,
  ): Promise<InventoryItem | undefined> {
    const network = await this.#clients.network.networks.get(id, signal);
    if (!network) {
      return undefined;
    }
    const subnets = await this.#clients.network.subnets.list(
      { network_id: id },
      signal,
    );
    return toNetworkItem(
      network,
      subnets.filter(one => one.network_id === id).map(one => one.cidr),
    );
  }
}
