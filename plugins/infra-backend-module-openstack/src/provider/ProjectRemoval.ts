import type { ProjectTarget } from '@ironstage/plugin-infra-node';
import { operationTag } from '../client/ownership';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import type { Clients } from './clients';
import type { ProjectFirewall } from './ProjectFirewall';
import type { NetworkParts, ProjectNetwork } from './ProjectNetwork';
import type { ProjectQuota } from './ProjectQuota';

/** What a project is made of. */
export interface ProjectParts {
  network: ProjectNetwork;
  firewall: ProjectFirewall;
  quota: ProjectQuota;
}

/** Ports that belong to Neutron's own machinery and go with what they serve. */
const MACHINERY = /^network:/;

/**
 * Removes a project and what its operation made in it. Keystone cleans up nothing elsewhere, and
 * what is left behind belongs to a project that can no longer be addressed; so the project goes last,
 * and nothing goes at all when something of others is in it.
 */
export class ProjectRemoval {
  readonly #transport: OpenStackTransport;
  readonly #clients: Clients;
  readonly #parts: ProjectParts;

  constructor(
    transport: OpenStackTransport,
    clients: Clients,
    parts: ProjectParts,
  ) {
    this.#transport = transport;
    this.#clients = clients;
    this.#parts = parts;
  }

  async remove(target: ProjectTarget, signal: AbortSignal): Promise<void> {
    const { id: provider } = this.#transport.config;
    const project = await this.#clients.projects.get(target.externalId, signal);
    if (!project) {
      return;
    }
    if (!project.tags.includes(operationTag(target.operationId))) {
      throw this.#transport.error(
        'conflict',
        `The project "${project.name}" at ${provider} was not made by this request; nothing was removed.`,
        `project ${project.id} lacks the tag ${operationTag(
          target.operationId,
        )}`,
      );
    }
    const own = await this.#parts.network.find(target, signal);
    const foreign = await this.#foreign(target.externalId, own, signal);
    if (foreign.length > 0) {
      throw this.#transport.error(
        'conflict',
        `The project "${
          project.name
        }" at ${provider} is not empty: it still has ${foreign.join(
          ', ',
        )}; nothing was removed.`,
      );
    }
    await this.#parts.network.remove(own, signal);
    const group = await this.#parts.firewall.defaultGroup(
      target.externalId,
      signal,
    );
    if (group) {
      await this.#clients.network.securityGroups.remove(group.id, signal);
    }
    await this.#parts.quota.reset(target.externalId, signal);
    await this.#clients.projects.remove(target.externalId, signal);
  }

  /** What is in the project that its operation has not made: `2 instances`, … */
  async #foreign(
    projectId: string,
    own: NetworkParts,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { network, servers, images, volumes } = this.#clients;
    const filter = { project_id: projectId };
    const others = (
      objects: Array<{ id: string; project_id: string }>,
      ours: Array<{ id: string }> = [],
    ) =>
      objects.filter(
        one =>
          one.project_id === projectId && !ours.some(our => our.id === one.id),
      ).length;
    const counts: Record<string, number> = {
      instances: (await servers.ofProject(projectId, undefined, signal)).length,
      images: (await images.ofProject(projectId, signal)).length,
      volumes: (await volumes.available(signal))
        ? (await volumes.ofProject(projectId, signal)).length
        : 0,
      'floating IPs': others(await network.floatingIps.list(filter, signal)),
      networks: others(
        await network.networks.list(filter, signal),
        own.networks,
      ),
      routers: others(await network.routers.list(filter, signal), own.routers),
      ports: others(
        (await network.ports.list(filter, signal)).filter(
          port => !MACHINERY.test(port.device_owner ?? ''),
        ),
      ),
      'security groups': others(
        (await network.securityGroups.list(filter, signal)).filter(
          group => group.name !== 'default',
        ),
      ),
    };
    return Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${count} ${what}`);
  }
}
