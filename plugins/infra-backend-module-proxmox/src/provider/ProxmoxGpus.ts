import type {
  GpuDevice,
  GpuReader,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { modelOf } from '../config/gpuModels';
import type { ProxmoxConfig } from '../config/types';
import type { ProxmoxInventory } from './ProxmoxInventory';

/**
 * GPUs by PCI resource mapping. Proxmox VE does not tell which device of a mapping a guest has,
 * so a node's devices of one mapping are told as one.
 */
export class ProxmoxGpus implements GpuReader {
  constructor(
    private readonly clients: Clients,
    private readonly config: ProxmoxConfig,
    private readonly inventory: ProxmoxInventory,
  ) {}

  async *devices({ signal }: ProviderCallOptions): AsyncGenerator<GpuDevice[]> {
    const devices = await this.clients.mappings.devices(signal);
    const allocated = new Map<string, Record<string, number>>();
    const hosts = new Set<string>();
    for await (const page of this.inventory.pages('hypervisor', { signal })) {
      for (const host of page) {
        if (host.capacity) {
          hosts.add(host.externalId);
          allocated.set(host.externalId, { ...host.capacity.allocated.gpus });
        }
      }
    }
    const groups = new Map<string, GpuDevice>();
    for (const device of devices.filter(one => hosts.has(one.node))) {
      const key = `${device.node}/${device.mapping}`;
      const known = groups.get(key);
      groups.set(key, {
        externalId: key,
        model: modelOf(device.mapping, this.config.gpuModels),
        hostKind: 'hypervisor',
        hostExternalId: device.node,
        form: device.mdev ? 'shared' : 'whole',
        total: (known?.total ?? 0) + 1,
        allocated: 0,
        vendorId: device.vendorId,
        productId: device.productId,
        ...(!known && { pciAddress: device.path }),
      });
    }
    for (const group of groups.values()) {
      const counts = allocated.get(group.hostExternalId) ?? {};
      // two mappings of one model share a count; the first takes what fits
      const taken = Math.min(group.total, counts[group.model] ?? 0);
      counts[group.model] = (counts[group.model] ?? 0) - taken;
      group.allocated = taken;
    }
    yield [...groups.values()];
  }
}
