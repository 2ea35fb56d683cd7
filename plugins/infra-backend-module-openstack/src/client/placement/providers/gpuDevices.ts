import { parseGpuModel } from '@ironstage/plugin-infra-common';
import type { GpuDevice } from '@ironstage/plugin-infra-node';
import {
  acceleratorOfClass,
  pciIdOfClass,
  type GpuModels,
} from '../../accelerators';
import type { ProviderResources, WireProvider } from './types';

/** Address at the end of the name of a provider: `gpu-1_0000:10:00.0`, or `gpu-1_pci_0000_20_00_0`. */
const PCI_ADDRESS =
  /_(?:pci_)?([0-9a-f]{4})[:_]([0-9a-f]{2})[:_]([0-9a-f]{2})[._]([0-7])$/i;

function pciAddressOf(name: string): string | undefined {
  const found = PCI_ADDRESS.exec(name);
  return found
    ? `${found[1]}:${found[2]}:${found[3]}.${found[4]}`.toLowerCase()
    : undefined;
}

/**
 * GPUs of one provider of a host's tree, by resource class. Whether it holds cards or slices of cards, its
 * model tells.
 */
export function toGpuDevices(
  hostId: string,
  provider: WireProvider,
  resources: ProviderResources,
  gpuModels: GpuModels,
): GpuDevice[] {
  const devices: GpuDevice[] = [];
  for (const [name, inventory] of Object.entries(resources.inventories)) {
    const found = acceleratorOfClass(name, resources.traits, {
      models: gpuModels,
    });
    if (found.kind !== 'gpu' || inventory.total < 1) {
      continue;
    }
    const [vendorId, productId] = pciIdOfClass(name)?.split(':') ?? [];
    const pciAddress =
      provider.uuid === hostId ? undefined : pciAddressOf(provider.name);
    devices.push({
      externalId: `${provider.uuid}/${name}`,
      model: found.model,
      hostKind: 'hypervisor',
      hostExternalId: hostId,
      form: parseGpuModel(found.model).slice ? 'shared' : 'whole',
      total: inventory.total,
      allocated: Math.min(resources.used[name] ?? 0, inventory.total),
      ...(vendorId && {
        vendorId,
        productId,
      }),
      ...(pciAddress && { pciAddress }),
    });
  }
  return devices;
}
