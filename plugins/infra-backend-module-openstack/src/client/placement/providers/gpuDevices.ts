import type { GpuDevice } from '@ironstage/plugin-infra-node';
import { gpuModelOf } from '../../compute/flavors/gpus';
import type { ProviderResources, WireProvider } from './types';

/** Class of a PCI device: vendor and product. */
const PCI_CLASS = /^CUSTOM_PCI_([0-9A-F]{4})_([0-9A-F]{4})$/;
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
 * GPUs of one provider of a host's tree, by resource class. A class of another name than `VGPU`
 * counts as whole cards: it does not tell.
 */
export function toGpuDevices(
  hostId: string,
  provider: WireProvider,
  resources: ProviderResources,
  gpuModels: Readonly<Record<string, string>>,
): GpuDevice[] {
  const devices: GpuDevice[] = [];
  for (const [name, inventory] of Object.entries(resources.inventories)) {
    const model = gpuModelOf(name, resources.traits, gpuModels);
    if (!model || inventory.total < 1) {
      continue;
    }
    const [, vendorId, productId] = PCI_CLASS.exec(name) ?? [];
    const pciAddress =
      provider.uuid === hostId ? undefined : pciAddressOf(provider.name);
    devices.push({
      externalId: `${provider.uuid}/${name}`,
      model,
      hostKind: 'hypervisor',
      hostExternalId: hostId,
      form: name === 'VGPU' ? 'shared' : 'whole',
      total: inventory.total,
      allocated: Math.min(resources.used[name] ?? 0, inventory.total),
      ...(vendorId && {
        vendorId: vendorId.toLowerCase(),
        productId: productId.toLowerCase(),
      }),
      ...(pciAddress && { pciAddress }),
    });
  }
  return devices;
}
