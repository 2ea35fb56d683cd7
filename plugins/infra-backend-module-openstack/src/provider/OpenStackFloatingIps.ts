import {
  KeyedQueue,
  isProviderError,
  type FloatingIp,
  type FloatingIpManager,
  type InstanceTarget,
  type ProviderCallOptions,
  type ProviderError,
} from '@ironstage/plugin-infra-node';
import type { ServersClient } from '../client/compute/servers/ServersClient';
import type { WireFloatingIp } from '../client/network/floatingIps/types';
import type { NetworkClients } from '../client/network/NetworkClients';
import type { WirePort } from '../client/network/ports/types';
import { operationOfTags, operationTag } from '../client/ownership';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import { findExternalNetwork } from './ExternalNetwork';

/** Oldest first; Neutron's times have whole seconds, so the id decides between equals. */
function byAge(a: WireFloatingIp, b: WireFloatingIp): number {
  return (
    (a.created_at ?? '').localeCompare(b.created_at ?? '') ||
    a.id.localeCompare(b.id)
  );
}

/**
 * Gives servers addresses of the external network. The description names the operation and is part of
 * the create call, as is the port, so that there is never an address that leads nowhere.
 */
export class OpenStackFloatingIps implements FloatingIpManager {
  readonly #queue = new KeyedQueue();

  constructor(
    private readonly transport: OpenStackTransport,
    private readonly network: NetworkClients,
    private readonly servers: ServersClient,
    private readonly policy: { externalNetwork: string; perProject: number },
  ) {}

  async list(
    { projectExternalId }: { projectExternalId: string },
    { signal }: ProviderCallOptions,
  ): Promise<FloatingIp[]> {
    const [all, ports] = await Promise.all([
      this.#ofProject(projectExternalId, signal),
      this.network.ports.list({ project_id: projectExternalId }, signal),
    ]);
    const instances = new Map(ports.map(port => [port.id, port.device_id]));
    return all.map(one => ({
      externalId: one.id,
      address: one.floating_ip_address,
      ...(one.port_id && {
        instanceExternalId: instances.get(one.port_id) || undefined,
      }),
    }));
  }

  async ensureFloatingIp(
    request: InstanceTarget & { operationId: string },
    { signal }: ProviderCallOptions,
  ): Promise<FloatingIp> {
    // the policy counts the addresses of a project, so one at a time
    return this.#queue.run(request.projectExternalId, async () => {
      const address = await this.#ensure(request, signal);
      return {
        externalId: address.id,
        address: address.floating_ip_address,
        instanceExternalId: request.externalId,
      };
    });
  }

  async removeFloatingIp(
    request: { projectExternalId: string; externalId: string },
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    const { floatingIps } = this.network;
    const found = await floatingIps.get(request.externalId, signal);
    if (!found) {
      return;
    }
    // an administrator may remove anything, so a wrong id must be caught here
    if (found.project_id !== request.projectExternalId) {
      throw this.transport.error(
        'conflict',
        `The address is in another project at ${this.transport.config.id} than expected; nothing was removed.`,
      );
    }
    await floatingIps.remove(request.externalId, signal);
  }

  /** Takes back what the portal gave an instance, before the instance goes: Neutron would keep it. */
  async removeAllOf(
    { externalId, projectExternalId }: InstanceTarget,
    signal: AbortSignal,
  ): Promise<void> {
    const [all, ports] = await Promise.all([
      this.#ofProject(projectExternalId, signal),
      this.#portsOf(externalId, signal),
    ]);
    for (const one of all) {
      if (
        operationOfTags([one.description ?? '']) &&
        ports.some(port => port.id === one.port_id)
      ) {
        await this.network.floatingIps.remove(one.id, signal);
      }
    }
  }

  async #ensure(
    {
      externalId,
      projectExternalId,
      operationId,
    }: InstanceTarget & {
      operationId: string;
    },
    signal: AbortSignal,
  ): Promise<WireFloatingIp> {
    const { id: provider } = this.transport.config;
    const server = await this.servers.get(externalId, signal);
    if (!server || server.tenant_id !== projectExternalId) {
      throw this.transport.error(
        'not-found',
        `The instance is no longer at ${provider}.`,
      );
    }
    const [all, ports, external] = await Promise.all([
      this.#ofProject(projectExternalId, signal),
      this.#portsOf(externalId, signal),
      findExternalNetwork(
        this.transport,
        this.network,
        this.policy.externalNetwork,
        signal,
      ),
    ]);
    const [mine] = this.#ofOperation(all, operationId);
    if (mine && ports.some(port => port.id === mine.port_id)) {
      return mine;
    }
    if (mine?.port_id) {
      throw this.transport.error(
        'conflict',
        `The address ${mine.floating_ip_address} that was given to the instance leads to something else at ${provider} by now.`,
      );
    }
    if (!mine && all.length >= this.policy.perProject) {
      throw this.transport.error(
        'forbidden',
        `A project may have ${this.policy.perProject} of the addresses of ${provider}, and this one has ${all.length}.`,
        `${this.transport.config.configKey}.network.floatingIps.perProject`,
      );
    }
    const bound = await this.#bind(ports, portId =>
      mine
        ? this.network.floatingIps.update(mine.id, { port_id: portId }, signal)
        : this.network.floatingIps.create(
            {
              project_id: projectExternalId,
              floating_network_id: external.id,
              port_id: portId,
              description: operationTag(operationId),
            },
            signal,
          ),
    );
    return this.#settleRace(projectExternalId, operationId, bound, signal);
  }

  /** Tries the ports one after the other: only Neutron knows which of them leads out. */
  async #bind(
    ports: WirePort[],
    attempt: (portId: string) => Promise<WireFloatingIp>,
  ): Promise<WireFloatingIp> {
    let refusal: ProviderError | undefined;
    for (const port of ports) {
      try {
        return await attempt(port.id);
      } catch (error) {
        if (
          !isProviderError(error, 'conflict') ||
          !error.detail?.includes('ExternalGatewayForFloatingIPNotFound')
        ) {
          throw error;
        }
        refusal = error;
      }
    }
    throw this.transport.error(
      'conflict',
      `The instance has no address on a network that leads to "${this.policy.externalNetwork}" at ${this.transport.config.id}.`,
      refusal?.detail,
      refusal,
    );
  }

  /** Should two processes have made one each, both keep the older one. */
  async #settleRace(
    projectId: string,
    operationId: string,
    own: WireFloatingIp,
    signal: AbortSignal,
  ): Promise<WireFloatingIp> {
    const [oldest] = this.#ofOperation(
      await this.#ofProject(projectId, signal),
      operationId,
    );
    if (!oldest || oldest.id === own.id) {
      return own;
    }
    await this.network.floatingIps.remove(own.id, signal);
    return oldest;
  }

  #ofOperation(all: WireFloatingIp[], operationId: string): WireFloatingIp[] {
    return all
      .filter(one => one.description === operationTag(operationId))
      .sort(byAge);
  }

  async #ofProject(
    projectId: string,
    signal: AbortSignal,
  ): Promise<WireFloatingIp[]> {
    const all = await this.network.floatingIps.list(
      { project_id: projectId },
      signal,
    );
    return all.filter(one => one.project_id === projectId);
  }

  async #portsOf(serverId: string, signal: AbortSignal): Promise<WirePort[]> {
    const ports = await this.network.ports.list(
      { device_id: serverId },
      signal,
    );
    return ports.filter(
      port => port.device_id === serverId && port.fixed_ips.length > 0,
    );
  }
}
