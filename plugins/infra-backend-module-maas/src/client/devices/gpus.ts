import { GPU_PRODUCTS, pciDevice } from '@ironstage/plugin-infra-common';
import { z } from 'zod';
import type { MaasConfig } from '../../config/types';

/** A PCI device of a machine that commissioning found to be a GPU. */
export const deviceSchema = z.object({
  id: z.number(),
  vendor_id: z.string(),
  product_id: z.string(),
  pci_address: z.string().nullish(),
  numa_node: z.number().nullish(),
});

/** {@inheritDoc deviceSchema} */
export type WireDevice = z.infer<typeof deviceSchema>;

/** A card as the portal counts it. */
export interface GpuCard {
  id: number;
  model: string;
  vendorId: string;
  productId: string;
  pciAddress?: string;
  numaNode?: number;
}

/** What a machine has of accelerators. */
export interface Accelerators {
  cards: GpuCard[];
  /** ids such as `10de:ffff` that nobody has named, once each */
  unknown: string[];
}

export const NO_ACCELERATORS: Accelerators = { cards: [], unknown: [] };

/** Its chipsets, NICs and integrated graphics have the same vendor id: only what is named is looked for. */
const INTEL = '8086';

const byPlace = (a: GpuCard, b: GpuCard) =>
  (a.pciAddress ?? '').localeCompare(b.pciAddress ?? '') || a.id - b.id;

/**
 * Sorts what MAAS lists as GPUs: it names every display controller so, the console of the BMC and
 * integrated graphics too.
 */
export function acceleratorsOf(
  devices: readonly WireDevice[],
  config: Pick<MaasConfig, 'gpuVendors' | 'gpuModels'>,
): Accelerators {
  const cards: GpuCard[] = [];
  const unknown = new Set<string>();
  for (const device of devices) {
    const vendorId = device.vendor_id.toLowerCase();
    const productId = device.product_id.toLowerCase();
    const id = `${vendorId}:${productId}`;
    const found = pciDevice(id, config.gpuModels);
    const lookedFor =
      config.gpuVendors.includes(vendorId) || id in config.gpuModels;
    if (found.kind === 'gpu' && lookedFor) {
      cards.push({
        id: device.id,
        model: found.model,
        vendorId,
        productId,
        ...(device.pci_address && { pciAddress: device.pci_address }),
        ...(typeof device.numa_node === 'number' && {
          numaNode: device.numa_node,
        }),
      });
    } else if (found.kind === 'unknown' && lookedFor && vendorId !== INTEL) {
      unknown.add(id);
    }
  }
  return { cards: cards.sort(byPlace), unknown: [...unknown].sort() };
}

/**
 * Filters of the machine list, which together find every machine that may have an accelerator: one a vendor,
 * and one a device of vendors that are in every machine.
 */
export function deviceFilters(
  config: Pick<MaasConfig, 'gpuVendors' | 'gpuModels'>,
): string[] {
  const whole = config.gpuVendors.filter(vendor => vendor !== INTEL);
  const named = Object.entries(config.gpuModels)
    .filter(([, model]) => model !== 'none')
    .map(([id]) => id);
  const listed = GPU_PRODUCTS.map(product => product.id).filter(id =>
    config.gpuVendors.includes(id.split(':')[0]),
  );
  const single = new Set(
    [...named, ...listed].filter(id => !whole.includes(id.split(':')[0])),
  );
  return [
    ...whole.map(vendor => `vendor_id=${vendor}`),
    ...[...single].map(id => {
      const [vendor, product] = id.split(':');
      return `vendor_id=${vendor},product_id=${product}`;
    }),
  ];
}
