import { orUndefined } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

/** Neutron's quota of a project. */
export class NetworkQuotasClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /**
   * Limits by Neutron's names; those left out stay.
   * @returns the limits as they are now
   */
  async set(
    projectId: string,
    quota: Record<string, number>,
    signal: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const now = await this.transport.call(
      {
        service: 'network',
        method: 'PUT',
        path: '/quotas/{project}',
        params: { project: projectId },
        body: { quota },
        signal,
      },
      z.object({ quota: z.record(z.string(), z.unknown()) }),
    );
    return now.quota;
  }

  /** Back to the defaults. */
  async reset(projectId: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'network',
        method: 'DELETE',
        path: '/quotas/{project}',
        params: { project: projectId },
        signal,
      }),
    );
  }
}
