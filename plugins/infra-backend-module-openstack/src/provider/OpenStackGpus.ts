import {
  Reading,
  type GpuDevice,
  type GpuReader,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import { toMachineItem } from '../client/baremetal/mapper';
import { toMachineGpus } from '../client/baremetal/nodeAccelerators';
import { toGpuDevices } from '../client/placement/providers/gpuDevices';
import type { Clients } from './clients';
import type { HostCapacities } from './HostCapacities';

/**
 * GPUs of hypervisors as Placement keeps them: a device for each provider and resource class, because Placement
 * tells how many of a class are taken, and not which. Then those of bare metal, card by card.
 */
export class OpenStackGpus implements GpuReader {
  constructor(
    private readonly clients: Pick<Clients, 'hypervisors' | 'baremetal'>,
    private readonly capacities: HostCapacities,
    private readonly gpuModels: Readonly<Record<string, string>>,
  ) {}

  async *devices(options: ProviderCallOptions): AsyncGenerator<GpuDevice[]> {
    yield* this.#ofHosts(new Reading('hypervisor', options));
    yield* this.#ofMachines(new Reading('machine', options));
  }

  async *#ofHosts(reading: Reading): AsyncGenerator<GpuDevice[]> {
    const hosts = await this.clients.hypervisors.all(reading);
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

  async *#ofMachines(reading: Reading): AsyncGenerator<GpuDevice[]> {
    const { baremetal } = this.clients;
    const { signal } = reading;
    if (!(await baremetal.available(signal))) {
      return;
    }
    const onOdd = reading.oddRow('The node', 'uuid');
    for await (const page of baremetal.nodes(signal, onOdd)) {
      const devices = page.flatMap(node =>
        toMachineGpus(toMachineItem(node, [], this.gpuModels)),
      );
      if (devices.length > 0) {
        yield devices;
      }
    }
  }
}
