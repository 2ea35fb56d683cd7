import {
  isProviderError,
  type ProjectManager,
  type ProjectRequest,
  type ProjectTarget,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import {
  describePool,
  operationOfPool,
  type WirePool,
} from '../client/pools/PoolsClient';
import type { MaasTransport } from '../client/transport/MaasTransport';

/** A project is a resource pool. MAAS keeps names unique, and thereby decides races. */
export class MaasProjects implements ProjectManager {
  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
  ) {}

  async ensureProject(
    request: ProjectRequest,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string }> {
    const existing = await this.#byName(request.name, signal);
    if (existing) {
      return this.#own(request, existing);
    }
    try {
      const made = await this.clients.pools.create(
        {
          name: request.name,
          description: describePool(
            request.operationId,
            `${request.owner}, ${request.environment}`,
          ),
        },
        signal,
      );
      return { externalId: String(made.id) };
    } catch (error) {
      const rival =
        isProviderError(error, 'invalid', 'conflict') &&
        (await this.#byName(request.name, signal));
      if (!rival) {
        throw error;
      }
      return this.#own(request, rival);
    }
  }

  async findProject(
    request: Pick<ProjectRequest, 'operationId' | 'name'>,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string } | undefined> {
    const pool = await this.#byName(request.name, signal);
    return pool && operationOfPool(pool) === request.operationId
      ? { externalId: String(pool.id) }
      : undefined;
  }

  /** Rights on pools belong to an identity service beside MAAS, which is the platform team's. */
  async ensureAccess(): Promise<void> {}

  async removeProject(
    target: ProjectTarget,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    const { id } = this.transport.config;
    const pools = await this.clients.pools.list(signal);
    const pool = pools.find(one => String(one.id) === target.externalId);
    if (!pool) {
      return;
    }
    if (operationOfPool(pool) !== target.operationId) {
      throw this.transport.error(
        'conflict',
        `The resource pool "${pool.name}" at ${id} was not made by this request; nothing was removed.`,
        `description: ${pool.description ?? ''}`,
      );
    }
    try {
      await this.clients.pools.remove(pool.id, signal);
    } catch (error) {
      if (isProviderError(error, 'not-found')) {
        return;
      }
      if (isProviderError(error, 'invalid', 'conflict')) {
        throw this.transport.error(
          'conflict',
          `The resource pool "${pool.name}" at ${id} is not empty; nothing was removed.`,
          error.detail,
        );
      }
      throw error;
    }
  }

  async #byName(
    name: string,
    signal: AbortSignal,
  ): Promise<WirePool | undefined> {
    const pools = await this.clients.pools.list(signal);
    return pools.find(pool => pool.name === name);
  }

  #own(request: ProjectRequest, pool: WirePool): { externalId: string } {
    if (operationOfPool(pool) !== request.operationId) {
      throw this.transport.error(
        'conflict',
        `${this.transport.config.id} has another resource pool "${request.name}" already, which this request did not make.`,
      );
    }
    return { externalId: String(pool.id) };
  }
}
