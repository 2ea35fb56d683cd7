import { isProviderError } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

const limitSchema = z.object({
  id: z.string(),
  resource_name: z.string(),
  resource_limit: z.number(),
  region_id: z.string().nullish(),
  project_id: z.string().nullish(),
});
const limits = z.object({ limits: z.array(limitSchema) });
const registered = z.object({
  registered_limits: z.array(
    z.object({ resource_name: z.string(), region_id: z.string().nullish() }),
  ),
});

/** Keystone's limit of a project for one resource of a service. */
export type WireLimit = z.infer<typeof limitSchema>;

/** The service in the catalog whose limits are meant. */
export interface LimitedService {
  serviceId: string;
  regionId: string;
}

/**
 * Keystone's unified limits. An admin of a project sees and changes those of all projects since 2023.2; before, that
 * is the system's. Source: identity API v3, keystone/api/limits.py.
 */
export class LimitsClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** Nova's entry in the catalog; undefined when the catalog has no ids. */
  compute(signal: AbortSignal): Promise<LimitedService | undefined> {
    return this.transport.catalogEntry('compute', signal);
  }

  /** Names of the resources that have a limit at all: a project's own limit needs one of these. */
  async registered(
    { serviceId, regionId }: LimitedService,
    signal: AbortSignal,
  ): Promise<string[]> {
    const found = await this.transport.call(
      {
        service: 'identity',
        method: 'GET',
        path: '/registered_limits',
        query: { service_id: serviceId },
        signal,
      },
      registered,
    );
    return found.registered_limits
      .filter(one => (one.region_id ?? regionId) === regionId)
      .map(one => one.resource_name);
  }

  /** Those of one project; none where Keystone has no limits, or keeps them from the account. */
  async list(
    projectId: string,
    { serviceId, regionId }: LimitedService,
    signal: AbortSignal,
  ): Promise<WireLimit[]> {
    try {
      const found = await this.transport.call(
        {
          service: 'identity',
          method: 'GET',
          path: '/limits',
          query: { project_id: projectId, service_id: serviceId },
          signal,
        },
        limits,
      );
      return found.limits.filter(
        one =>
          one.project_id === projectId &&
          (one.region_id ?? regionId) === regionId,
      );
    } catch (error) {
      if (isProviderError(error, 'not-found', 'forbidden')) {
        return [];
      }
      throw error;
    }
  }

  async create(
    projectId: string,
    { serviceId, regionId }: LimitedService,
    values: Record<string, number>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'identity',
      method: 'POST',
      path: '/limits',
      body: {
        limits: Object.entries(values).map(([name, value]) => ({
          service_id: serviceId,
          region_id: regionId,
          project_id: projectId,
          resource_name: name,
          resource_limit: value,
        })),
      },
      signal,
    });
  }

  async update(id: string, value: number, signal: AbortSignal): Promise<void> {
    await this.transport.send({
      service: 'identity',
      method: 'PATCH',
      path: '/limits/{id}',
      params: { id },
      body: { limit: { resource_limit: value } },
      signal,
    });
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    await this.transport.send({
      service: 'identity',
      method: 'DELETE',
      path: '/limits/{id}',
      params: { id },
      signal,
    });
  }
}
