import type {
  GpuDevice,
  GpuReader,
  ProviderCallOptions,
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

  async *devices({ signal }: ProviderCallOptions): AsyncGenerator<GpuDevice[]> {
    const trees = await this.capacities.trees(signal);
    for await (const page of this.hypervisors.pages(signal)) {
      const devices = page.flatMap(host =>
        (trees.get(host.id) ?? []).flatMap(({ provider, resources }) =>
          toGpuDevices(host.id, provider, resources, this.gpuModels),
        ),
      );
      if (devices.length > 0) {
        yield devices;
      }
    }
  }
}
