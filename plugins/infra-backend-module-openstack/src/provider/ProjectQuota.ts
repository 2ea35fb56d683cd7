import {
  GiB,
  MiB,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import type { Clients } from './clients';

const limit = (value: number) => (value < 0 ? Infinity : value);

/**
 * Sets a project's limits in the services that keep some. They are separate calls without a common
 * transaction, each of which may be repeated. OpenStack has no limit for GPUs; the portal's own quota is
 * the only one there.
 */
export class ProjectQuota {
  readonly #transport: OpenStackTransport;
  readonly #clients: Clients;

  constructor(transport: OpenStackTransport, clients: Clients) {
    this.#transport = transport;
    this.#clients = clients;
  }

  async set(
    projectId: string,
    quota: ResourceVector,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#setCompute(projectId, quota, signal);
    const { networkQuota } = this.#transport.config;
    if (Object.keys(networkQuota).length > 0) {
      await this.#clients.network.quotas.set(projectId, networkQuota, signal);
    }
    const { volumes } = this.#clients;
    if (await volumes.available(signal)) {
      await volumes.setQuota(
        projectId,
        { gigabytes: Math.floor(quota.storageBytes / GiB) },
        signal,
      );
    }
  }

  async get(projectId: string, signal: AbortSignal): Promise<ResourceVector> {
    const { computeQuotas, volumes } = this.#clients;
    const compute = await computeQuotas.get(projectId, signal);
    const gigabytes = (await volumes.available(signal))
      ? await volumes.getQuota(projectId, signal)
      : -1;
    return vector({
      vcpus: limit(compute.cores),
      memoryBytes: limit(compute.ram) * MiB,
      storageBytes: limit(gigabytes) * GiB,
      instances: limit(compute.instances),
    });
  }

  /** Removes the limits; they would outlive the project. */
  async reset(projectId: string, signal: AbortSignal): Promise<void> {
    await this.#clients.computeQuotas.reset(projectId, signal);
    await this.#clients.network.quotas.reset(projectId, signal);
    if (await this.#clients.volumes.available(signal)) {
      await this.#clients.volumes.resetQuota(projectId, signal);
    }
  }

  async #setCompute(
    projectId: string,
    quota: ResourceVector,
    signal: AbortSignal,
  ): Promise<void> {
    const wanted = {
      cores: Math.floor(quota.vcpus),
      ram: Math.floor(quota.memoryBytes / MiB),
      instances: Math.floor(quota.instances),
    };
    await this.#clients.computeQuotas.set(projectId, wanted, signal);
    // with unified limits Nova says yes and changes nothing
    const now = await this.#clients.computeQuotas.get(projectId, signal);
    if (
      now.cores !== wanted.cores ||
      now.ram !== wanted.ram ||
      now.instances !== wanted.instances
    ) {
      throw this.#transport.error(
        'misconfigured',
        `Nova of ${
          this.#transport.config.id
        } accepts a quota and does not keep it; limits are probably managed in Keystone there.`,
        `wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(now)}`,
      );
    }
  }
}
