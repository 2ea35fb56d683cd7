import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

/** Limits of a project in Nova; memory in MiB, -1 is no limit. */
export const computeQuotaSchema = z.object({
  cores: z.number(),
  ram: z.number(),
  instances: z.number(),
});

/** {@inheritDoc computeQuotaSchema} */
export type ComputeQuota = z.infer<typeof computeQuotaSchema>;

const set = z.object({ quota_set: computeQuotaSchema });

/** Nova's quota of a project. */
export class ComputeQuotasClient {
  constructor(private readonly transport: OpenStackTransport) {}

  async get(projectId: string, signal: AbortSignal): Promise<ComputeQuota> {
    const found = await this.transport.call(
      {
        service: 'compute',
        method: 'GET',
        path: '/os-quota-sets/{project}',
        params: { project: projectId },
        signal,
      },
      set,
    );
    return found.quota_set;
  }

  async set(
    projectId: string,
    quota: ComputeQuota,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'compute',
      method: 'PUT',
      path: '/os-quota-sets/{project}',
      params: { project: projectId },
      body: { quota_set: quota },
      signal,
    });
  }

  /** Back to the defaults. */
  async reset(projectId: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'compute',
        method: 'DELETE',
        path: '/os-quota-sets/{project}',
        params: { project: projectId },
        signal,
      }),
    );
  }
}
