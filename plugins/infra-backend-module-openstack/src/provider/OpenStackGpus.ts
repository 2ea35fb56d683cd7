import {
  Reading,
  type GpuDevice,
  type GpuReader,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { HypervisorsClient } from '../client/compute/hypervisors/HypervisorsClient';
import { toGpuDevices } from '../client/placement/providers/gpuDevices';
import type { HostCapacities } from './HostCapacities';

/**
 * GPUs as Placement keeps them: a device for each provider and resource class, because Placement
 * tells how many of a class are taken, and not which.
 */
export class OpenStackGpus implements GpuReader {
  constructor(
    private readonly hypervisors: HypervisorsClient,
    private readonly capacities: HostCapacities,
    private readonly gpuModels: Readonly<Record<string, string>>,
  ) {}

  async *devices(options: ProviderCallOptions): AsyncGenerator<GpuDevice[]> {
    const reading = new Reading('hypervisor', options);
    const hosts = await this.hypervisors.all(reading);
    const trees = await this.capacities.trees(
      hosts.map(host => host.id),
      reading,
    );
    const devices = [...trees].flatMap(([hostId, tree]) =>
      tree.flatMap(({ provider, resources }) =>
        toGpuDevices(hostId, provider, resources, this.gpuModels),
      ),
    );
    if (devices.length > 0) {
      yield devices;
    }
  }
}
