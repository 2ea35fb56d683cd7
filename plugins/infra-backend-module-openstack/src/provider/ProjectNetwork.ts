import type { ProjectTarget } from '@ironstage/plugin-infra-node';
import type { NetworkClients } from '../client/network/NetworkClients';
import { operationTag } from '../client/ownership';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import { findExternalNetwork } from './ExternalNetwork';

interface Owned {
  id: string;
  name: string;
  project_id: string;
  description?: string | null;
  created_at?: string;
}

/** The objects of a project's own network. */
export interface NetworkParts {
  networks: Owned[];
  subnets: Array<Owned & { network_id: string }>;
  routers: Owned[];
}

/** Oldest first, so that repetitions agree on one should there ever be two. */
function byAge(a: Owned, b: Owned): number {
  return (
    (a.created_at ?? '').localeCompare(b.created_at ?? '') ||
    a.id.localeCompare(b.id)
  );
}

/**
 * Makes the network, subnet and router of a project, each found again by project, name and
 * description, the last of which names the operation and is part of the create call.
 */
export class ProjectNetwork {
  readonly #transport: OpenStackTransport;
  readonly #network: NetworkClients;

  constructor(transport: OpenStackTransport, network: NetworkClients) {
    this.#transport = transport;
    this.#network = network;
  }

  /** What the operation has made so far. */
  async find(
    target: ProjectTarget,
    signal: AbortSignal,
  ): Promise<NetworkParts> {
    const filter = { project_id: target.externalId };
    const [networks, subnets, routers] = await Promise.all([
      this.#network.networks.list(filter, signal),
      this.#network.subnets.list(filter, signal),
      this.#network.routers.list(filter, signal),
    ]);
    const ours = <T extends Owned>(objects: T[]) =>
      objects
        .filter(
          one =>
            one.project_id === target.externalId &&
            one.description === operationTag(target.operationId),
        )
        .sort(byAge);
    return {
      networks: ours(networks),
      subnets: ours(subnets),
      routers: ours(routers),
    };
  }

  async ensure(
    target: ProjectTarget,
    signal: AbortSignal,
  ): Promise<{ networkExternalId: string }> {
    const { network: config } = this.#transport.config;
    // before anything is made, so that a wrong name leaves nothing behind
    const external =
      config.externalNetwork &&
      (await findExternalNetwork(
        this.#transport,
        this.#network,
        config.externalNetwork,
        signal,
      ));

    const found = await this.find(target, signal);
    const mark = {
      project_id: target.externalId,
      description: operationTag(target.operationId),
    };
    const network =
      found.networks[0] ??
      (await this.#network.networks.create(
        { ...mark, name: target.name },
        signal,
      ));
    const subnet =
      found.subnets.find(one => one.network_id === network.id) ??
      (await this.#network.subnets.create(
        {
          ...mark,
          name: target.name,
          network_id: network.id,
          ip_version: config.cidr.includes(':') ? 6 : 4,
          cidr: config.cidr,
          dns_nameservers: config.dnsServers,
        },
        signal,
      ));
    if (external) {
      const router =
        found.routers[0] ??
        (await this.#network.routers.create(
          {
            ...mark,
            name: target.name,
            external_gateway_info: { network_id: external.id },
          },
          signal,
        ));
      await this.#connect(router.id, subnet.id, signal);
    }
    return { networkExternalId: network.id };
  }

  /** Removes what `find` found, in the order that Neutron allows. */
  async remove(parts: NetworkParts, signal: AbortSignal): Promise<void> {
    for (const router of parts.routers) {
      for (const subnetId of await this.#subnetsOf(router.id, signal)) {
        await this.#network.interfaces.remove(router.id, subnetId, signal);
      }
      await this.#network.routers.remove(router.id, signal);
    }
    // a network takes its subnets with it
    for (const network of parts.networks) {
      await this.#network.networks.remove(network.id, signal);
    }
  }

  async #connect(
    routerId: string,
    subnetId: string,
    signal: AbortSignal,
  ): Promise<void> {
    const connected = await this.#subnetsOf(routerId, signal);
    if (!connected.includes(subnetId)) {
      await this.#network.interfaces.add(routerId, subnetId, signal);
    }
  }

  async #subnetsOf(routerId: string, signal: AbortSignal): Promise<string[]> {
    const ports = await this.#network.ports.list(
      { device_id: routerId },
      signal,
    );
    return ports
      .filter(
        port =>
          port.device_id === routerId &&
          // also network:router_interface_distributed and …_ha
          port.device_owner?.startsWith('network:router_interface'),
      )
      .flatMap(port => port.fixed_ips.map(ip => ip.subnet_id));
  }
}
