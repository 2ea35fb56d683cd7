import {
  GiB,
  MiB,
  vector,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import { isProviderError } from '@ironstage/plugin-infra-node';
import type { OpenStackTransport } from '../client/transport/OpenStackTransport';
import type { Clients } from './clients';
import { UnifiedLimits } from './UnifiedLimits';

const isKept = (
  wanted: Record<string, number>,
  now: Record<string, unknown>,
): boolean => Object.keys(wanted).every(name => now[name] === wanted[name]);

const limit = (value: number) => (value < 0 ? Infinity : value);

/**
 * Sets a project's limits in the services that keep some. They are separate calls without a common
 * transaction, each of which may be repeated. OpenStack has no limit for GPUs; the portal's own quota is
 * the only one there.
 */
export class ProjectQuota {
  readonly #transport: OpenStackTransport;
  readonly #clients: Clients;
  readonly #limits: UnifiedLimits;

  constructor(transport: OpenStackTransport, clients: Clients) {
    this.#transport = transport;
    this.#clients = clients;
    this.#limits = new UnifiedLimits(clients.limits);
  }

  async set(
    projectId: string,
    quota: ResourceVector,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#setCompute(projectId, quota, signal);
    const { networkQuota } = this.#transport.config;
    if (Object.keys(networkQuota).length > 0) {
      const { quotas } = this.#clients.network;
      const now = await quotas.set(projectId, networkQuota, signal);
      this.#checkKept('Neutron', networkQuota, now);
    }
    const { volumes } = this.#clients;
    if (await volumes.available(signal)) {
      const wanted = { gigabytes: Math.floor(quota.storageBytes / GiB) };
      await volumes.setQuota(projectId, wanted, signal);
      const gigabytes = await volumes.getQuota(projectId, signal);
      this.#checkKept('Cinder', wanted, { gigabytes });
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
    await this.#limits.reset(projectId, signal);
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
    const { computeQuotas } = this.#clients;
    await computeQuotas.set(projectId, wanted, signal);
    if (isKept(wanted, await computeQuotas.get(projectId, signal))) {
      return;
    }
    // With unified limits Nova says yes and changes nothing: it has what Keystone says.
    try {
      await this.#limits.set(projectId, wanted, signal);
    } catch (error) {
      if (!isProviderError(error, 'forbidden', 'conflict', 'not-found')) {
        throw error;
      }
      const { id, configKey } = this.#transport.config;
      throw this.#transport.error(
        'misconfigured',
        `Limits of ${id} are kept in Keystone, which does not let the account of ${configKey}.auth set them.`,
        error.detail,
        error,
      );
    }
    const now = await computeQuotas.get(projectId, signal);
    this.#checkKept('Nova', wanted, now);
  }

  #checkKept(
    service: string,
    wanted: Record<string, number>,
    now: Record<string, unknown>,
  ): void {
    if (!isKept(wanted, now)) {
      throw this.#transport.error(
        'misconfigured',
        `${service} of ${
          this.#transport.config.id
        } accepts a quota and does not keep it; somebody who runs that cloud must say where its limits are set.`,
        `wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(now)}`,
      );
    }
  }
}
