import { teamName } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type ProjectManager,
  type ProjectRequest,
  type ProjectTarget,
  type ProviderCallOptions,
  fieldOf,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { operationOfNotes, writeNotes } from '../client/ownership';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';

/** A project is a pool. Its id is its name, so Proxmox VE itself decides races. */
export class ProxmoxProjects implements ProjectManager {
  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
  ) {}

  async ensureProject(
    request: ProjectRequest,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string }> {
    const existing = await this.clients.pools.get(request.name, signal);
    if (existing) {
      return this.#own(request, existing.comment);
    }
    try {
      await this.clients.pools.create(
        {
          poolid: request.name,
          comment: writeNotes(request.operationId, {
            owner: request.owner,
            environment: request.environment,
            ...(request.description && { description: request.description }),
          }),
        },
        signal,
      );
    } catch (error) {
      if (!isProviderError(error, 'conflict')) {
        throw error;
      }
      const rival = await this.clients.pools.get(request.name, signal);
      return this.#own(request, rival?.comment);
    }
    return { externalId: request.name };
  }

  async findProject(
    request: Pick<ProjectRequest, 'operationId' | 'name'>,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string } | undefined> {
    const pool = await this.clients.pools.get(request.name, signal);
    return operationOfNotes(pool?.comment) === request.operationId
      ? { externalId: request.name }
      : undefined;
  }

  async ensureAccess(
    target: ProjectTarget & { owner: string },
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    const { access } = this.transport.config;
    if (!access) {
      return;
    }
    const group = access.group.replace('{team}', teamName(target.owner));
    if (await this.clients.access.hasGroup(group, signal)) {
      await this.clients.access.grant(
        { path: `/pool/${target.externalId}`, group, role: access.role },
        signal,
      );
    }
  }

  async removeProject(
    target: ProjectTarget,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    const { id } = this.transport.config;
    const pool = await this.clients.pools.get(target.externalId, signal);
    if (!pool) {
      return;
    }
    if (operationOfNotes(pool.comment) !== target.operationId) {
      throw this.transport.error(
        'conflict',
        `The pool "${target.externalId}" at ${id} was not made by this request; nothing was removed.`,
        `comment: ${pool.comment ?? ''}`,
      );
    }
    if (pool.members.length > 0) {
      throw this.transport.error(
        'conflict',
        `The pool "${target.externalId}" at ${id} is not empty: it still has ${
          pool.members.length
        } ${
          pool.members.length === 1 ? 'member' : 'members'
        }; nothing was removed.`,
        pool.members.map(member => fieldOf(member, 'id') ?? '?').join(', '),
      );
    }
    await this.clients.pools.remove(target.externalId, signal);
  }

  #own(
    request: ProjectRequest,
    comment: string | null | undefined,
  ): { externalId: string } {
    if (operationOfNotes(comment) !== request.operationId) {
      throw this.transport.error(
        'conflict',
        `${this.transport.config.id} has another pool "${request.name}" already, which this request did not make.`,
      );
    }
    return { externalId: request.name };
  }
}
