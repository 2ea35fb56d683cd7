import { teamName } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type ProjectManager,
  type ProjectRequest,
  type ProjectTarget,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import { MANAGED_TAG, operationTag } from '../client/ownership';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import type { Clients } from './clients';
import { ProjectRemoval, type ProjectParts } from './ProjectRemoval';

/** Creates Keystone projects, and removes them with what belongs to them in the other services. */
export class OpenStackProjects implements ProjectManager {
  readonly #transport: OpenStackTransport;
  readonly #clients: Clients;
  readonly #removal: ProjectRemoval;

  constructor(
    transport: OpenStackTransport,
    clients: Clients,
    parts: ProjectParts,
  ) {
    this.#transport = transport;
    this.#clients = clients;
    this.#removal = new ProjectRemoval(transport, clients, parts);
  }

  /** Names are unique within a domain and tags are part of the create call, so Keystone itself decides races. */
  async ensureProject(
    request: ProjectRequest,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string }> {
    const { projectDomainId } = await this.#transport.session.token(
      'portal',
      signal,
    );
    const tag = operationTag(request.operationId);
    const existing = await this.#byName(request.name, signal);
    if (existing?.tags.includes(tag)) {
      return { externalId: existing.id };
    }
    if (existing) {
      throw this.#taken(request.name);
    }
    try {
      const made = await this.#clients.projects.create(
        {
          name: request.name,
          domainId: projectDomainId,
          description: request.description,
          tags: [MANAGED_TAG, tag],
        },
        signal,
      );
      return { externalId: made.id };
    } catch (error) {
      if (!isProviderError(error, 'conflict')) {
        throw error;
      }
      const rival = await this.#byName(request.name, signal);
      if (rival?.tags.includes(tag)) {
        return { externalId: rival.id };
      }
      throw this.#taken(request.name);
    }
  }

  async findProject(
    request: Pick<ProjectRequest, 'operationId' | 'name'>,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string } | undefined> {
    const project = await this.#byName(request.name, signal);
    return project?.tags.includes(operationTag(request.operationId))
      ? { externalId: project.id }
      : undefined;
  }

  async ensureAccess(
    target: ProjectTarget & { owner: string },
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    const { memberRole, accessGroupTemplate, configKey, id } =
      this.#transport.config;
    const { access } = this.#clients;
    const { session } = this.#transport;
    const roleId = await access.findRole(memberRole, signal);
    if (!roleId) {
      throw this.#transport.error(
        'misconfigured',
        `${id} has no role "${memberRole}"; check ${configKey}.memberRole.`,
      );
    }
    const projectId = target.externalId;
    if (session.canProvision) {
      await access.grant(
        {
          to: 'users',
          id: await session.provisioningUserId(signal),
          projectId,
          roleId,
        },
        signal,
      );
    }
    const { projectDomainId } = await session.token('portal', signal);
    const groupId = await access.findGroup(
      accessGroupTemplate.replace('{team}', teamName(target.owner)),
      projectDomainId,
      signal,
    );
    if (groupId) {
      await access.grant(
        { to: 'groups', id: groupId, projectId, roleId },
        signal,
      );
    }
  }

  async removeProject(
    target: ProjectTarget,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    await this.#removal.remove(target, signal);
  }

  async #byName(name: string, signal: AbortSignal) {
    const { projectDomainId } = await this.#transport.session.token(
      'portal',
      signal,
    );
    return this.#clients.projects.findByName(name, projectDomainId, signal);
  }

  #taken(name: string) {
    return this.#transport.error(
      'conflict',
      `${
        this.#transport.config.id
      } has another project "${name}" already, which this request did not make.`,
    );
  }
}
