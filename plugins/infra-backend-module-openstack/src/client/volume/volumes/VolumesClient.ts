import { orUndefined, type OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { serviceSchema, type WireService } from '../../services';
import { listAll, listPages, listWhole } from '../../transport/pages';
import { volumeSchema, type WireVolume } from './types';

/** Cinder, where the cloud has it. */
export class VolumesClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** True when the cloud has volumes at all; the others may be called only then. */
  available(signal: AbortSignal): Promise<boolean> {
    return this.transport.has('volume', signal);
  }

  /** Oldest first, so that volumes made meanwhile come at the end and no page moves. */
  async *pages(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): AsyncGenerator<WireVolume[]> {
    yield* listPages(
      this.transport,
      {
        service: 'volume',
        path: '/{own}/volumes/detail',
        params: await this.#own(signal),
        query: { all_tenants: '1', sort: 'created_at:asc,id:asc' },
        signal,
      },
      'volumes',
      volumeSchema,
      onOdd,
    );
  }

  async get(id: string, signal: AbortSignal): Promise<WireVolume | undefined> {
    const found = await orUndefined(
      this.transport.call(
        {
          service: 'volume',
          method: 'GET',
          path: '/{own}/volumes/{id}',
          params: { ...(await this.#own(signal)), id },
          signal,
        },
        z.object({ volume: volumeSchema }),
      ),
    );
    return found?.volume;
  }

  /** Cinder's services. */
  async services(
    signal: AbortSignal,
    onOdd?: OnOddRow,
  ): Promise<WireService[]> {
    return listWhole(
      this.transport,
      {
        service: 'volume',
        path: '/{own}/os-services',
        params: await this.#own(signal),
        signal,
      },
      'services',
      serviceSchema,
      onOdd,
    );
  }

  /** Ids of the volumes of a project. */
  async ofProject(projectId: string, signal: AbortSignal): Promise<string[]> {
    const volumes = await listAll(
      this.transport,
      {
        service: 'volume',
        path: '/{own}/volumes/detail',
        params: await this.#own(signal),
        query: { all_tenants: '1', project_id: projectId },
        signal,
      },
      'volumes',
      z.object({
        id: z.string(),
        'os-vol-tenant-attr:tenant_id': z.string().nullish(),
      }),
    );
    return volumes
      .filter(volume => volume['os-vol-tenant-attr:tenant_id'] === projectId)
      .map(volume => volume.id);
  }

  /** Limits a project's volumes to so many GiB in all. */
  async setQuota(
    projectId: string,
    quota: { gigabytes: number },
    signal: AbortSignal,
  ): Promise<void> {
    await this.transport.send({
      service: 'volume',
      method: 'PUT',
      path: '/{own}/os-quota-sets/{project}',
      params: { ...(await this.#own(signal)), project: projectId },
      body: { quota_set: quota },
      signal,
    });
  }

  /** @returns GiB a project's volumes may have in all; -1 is no limit */
  async getQuota(projectId: string, signal: AbortSignal): Promise<number> {
    const found = await this.transport.call(
      {
        service: 'volume',
        method: 'GET',
        path: '/{own}/os-quota-sets/{project}',
        params: { ...(await this.#own(signal)), project: projectId },
        signal,
      },
      z.object({ quota_set: z.object({ gigabytes: z.number() }) }),
    );
    return found.quota_set.gigabytes;
  }

  /** Back to the defaults. */
  async resetQuota(projectId: string, signal: AbortSignal): Promise<void> {
    await orUndefined(
      this.transport.send({
        service: 'volume',
        method: 'DELETE',
        path: '/{own}/os-quota-sets/{project}',
        params: { ...(await this.#own(signal)), project: projectId },
        signal,
      }),
    );
  }

  /** Cinder's addresses name the project of the token; some catalogs have it in them already. */
  async #own(signal: AbortSignal): Promise<{ own: string }> {
    const token = await this.transport.session.token('portal', signal);
    return { own: token.projectId };
  }
}
