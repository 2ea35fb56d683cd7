import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  PART,
  fieldOf,
  inPages,
  quietReading,
  Reading,
  type InventoryItem,
  type InventoryReader,
  type OnOddRow,
  type ProviderCallOptions,
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
import { NodeClasses } from './NodeClasses';

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

  /** Each row once: a listing begun again, or a row that moves between two pages, brings some twice. */
  async *pages(
    kind: ResourceKind,
    options: ProviderCallOptions,
  ): AsyncGenerator<InventoryItem[]> {
    if (!isKind(kind)) {
      return;
    }
    const seen = new Set<string>();
    for await (const page of this.#pages(kind, new Reading(kind, options))) {
      const fresh = page.filter(({ externalId }) => {
        const known = seen.has(externalId);
        seen.add(externalId);
        return !known;
      });
      if (fresh.length > 0) {
        yield fresh;
      }
    }
  }

  async *#pages(kind: Kind, reading: Reading): AsyncGenerator<InventoryItem[]> {
    const { projects, flavors, images, volumes } = this.#clients;
    const { signal } = reading;
    switch (kind) {
      case 'hypervisor':
        yield* this.#hypervisors(reading);
        break;
      case 'instance':
        yield* this.instances.pages(reading);
        break;
      case 'network':
        yield* this.#networks(reading);
        break;
      case 'project':
        for await (const page of projects.pages(
          signal,
          reading.oddRow('The project', 'id'),
        )) {
          yield page.map(toProjectItem);
        }
        break;
      case 'flavor': {
        const classes = this.#nodeClasses(reading);
        for await (const page of flavors.pages(
          signal,
          reading.oddRow('The flavor', 'id'),
        )) {
          const names = await classes.namesFor(
            page.map(one => one.extra_specs),
          );
          yield page.map(one => toFlavorItem(one, names));
        }
        break;
      }
      case 'image':
        for await (const page of images.pages(
          signal,
          reading.oddRow('The image', 'id'),
        )) {
          this.instances.rememberImages(page);
          yield page.map(toImageItem);
        }
        break;
      case 'volume':
        if (await volumes.available(signal)) {
          for await (const page of volumes.pages(
            signal,
            reading.oddRow('The volume', 'id'),
          )) {
            yield page.map(toVolumeItem);
          }
        }
        break;
      case 'machine':
        yield* this.#machines(reading);
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
        const classes = this.#nodeClasses(quietReading(kind, signal));
        return (
          flavor &&
          toFlavorItem(flavor, await classes.namesFor([flavor.extra_specs]))
        );
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

  #nodeClasses(reading: Reading): NodeClasses {
    return new NodeClasses(
      this.#clients.baremetal,
      this.#config.gpuModels,
      reading,
    );
  }

  async *#hypervisors(reading: Reading): AsyncGenerator<InventoryItem[]> {
    const { hypervisors, aggregates } = this.#clients;
    const { signal } = reading;
    const [services, names, hosts] = await Promise.all([
      hypervisors.services(
        signal,
        reading.oddPart('The compute service', 'host'),
      ),
      reading.attempt(
        'The host aggregates',
        aggregates.namesByHost(signal, reading.oddPart('The aggregate', 'id')),
        PART,
      ),
      hypervisors.all(reading),
    ]);
    const trees = await this.#capacities.trees(
      hosts.map(host => host.id),
      reading,
    );
    const byHost = computeServices(services);
    const items = hosts.flatMap(host => {
      const tree = trees.get(host.id);
      return tree
        ? toHypervisorItem(
            host,
            byHost.get(host.service.host),
            this.#capacities.sumOf(tree.map(one => one.resources)),
            names?.get(host.service.host) ?? [],
          )
        : [];
    });
    yield* inPages(items);
  }

  async #hypervisor(
    id: string,
    signal: AbortSignal,
  ): Promise<InventoryItem | undefined> {
    const host = await this.#clients.hypervisors.get(id, signal);
    if (!host || host.hypervisor_type === 'ironic') {
      return undefined;
    }
    const [services, aggregates, holdings] = await Promise.all([
      this.#clients.hypervisors.services(signal, () => {}),
      this.#clients.aggregates.namesByHost(signal, () => {}),
      this.#capacities.readOne(id, signal),
    ]);
    return toHypervisorItem(
      host,
      computeServices(services).get(host.service.host),
      holdings,
      aggregates.get(host.service.host) ?? [],
    );
  }

  async *#machines(reading: Reading): AsyncGenerator<InventoryItem[]> {
    const { signal } = reading;
    const { baremetal } = this.#clients;
    if (!(await baremetal.available(signal))) {
      return;
    }
    const macs = new Map<string, string[]>();
    const ports = await baremetal.ports(signal, {
      onOdd: reading.oddPart('A port of the node', 'node_uuid'),
    });
    for (const { node_uuid: node, address } of ports) {
      macs.set(node, [...new Set([...(macs.get(node) ?? []), address])]);
    }
    let found = 0;
    const onOdd = reading.oddRow('The node', 'uuid');
    for await (const page of baremetal.nodes(signal, onOdd)) {
      found += page.length;
      yield page.map(node =>
        toMachineItem(node, macs.get(node.uuid) ?? [], this.#config.gpuModels),
      );
    }
    const hidden = await baremetal.hidden(signal);
    if (hidden && found === 0) {
      throw hidden;
    }
    if (hidden) {
      reading.note(hidden.message);
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
    const ports = await baremetal.ports(signal, {
      nodeId: id,
      onOdd: () => {},
    });
    return toMachineItem(
      node,
      ports.filter(port => port.node_uuid === id).map(port => port.address),
      this.#config.gpuModels,
    );
  }

  async *#networks(reading: Reading): AsyncGenerator<InventoryItem[]> {
    const { networks, subnets } = this.#clients.network;
    const { signal } = reading;
    const cidrs = new Map<string, Set<string>>();
    // what is known of a network stays while some of its ranges can't be read
    const partial = new Set<string>();
    const tellOdd = reading.oddRow('A subnet of the network', 'network_id');
    const onOddSubnet: OnOddRow = odd => {
      partial.add(fieldOf(odd.row, 'network_id') ?? '');
      tellOdd(odd);
    };
    for await (const page of subnets.pages({}, signal, onOddSubnet)) {
      for (const subnet of page) {
        const known = cidrs.get(subnet.network_id) ?? [];
        cidrs.set(subnet.network_id, new Set([...known, subnet.cidr]));
      }
    }
    const onOdd = reading.oddRow('The network', 'id');
    for await (const page of networks.pages({}, signal, onOdd)) {
      yield page
        .filter(one => !partial.has(one.id))
        .map(one => toNetworkItem(one, [...(cidrs.get(one.id) ?? [])]));
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
      () => {},
    );
    return toNetworkItem(
      network,
      subnets.filter(one => one.network_id === id).map(one => one.cidr),
    );
  }
}
