import { orUndefined } from '@ironstage/plugin-infra-node';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';

/** Neutron's quota of a project. */
export class NetworkQuotasClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** Limits by Neutron's names; those left out stay. */
  async set(
    projectId: string,
    quota: Record<string, number>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'network',
      method: 'PUT',
      path: '/quotas/{project}',
      params: { project: projectId },
      body: { quota },
      signal,
    });
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
