import { z } from 'zod';

/** A PCI device of a machine that commissioning found to be a GPU. */
export const deviceSchema = z.object({
  id: z.number(),
  vendor_id: z.string(),
  product_id: z.string(),
  vendor_name: z.string().nullish(),
  product_name: z.string().nullish(),
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

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** `GH100 [H100 SXM5 80GB]` of NVIDIA → `nvidia-h100-sxm5-80gb`, unless the configuration says otherwise. */
export function toGpuCard(
  device: WireDevice,
  models: Readonly<Record<string, string>>,
): GpuCard {
  const vendorId = device.vendor_id.toLowerCase();
  const productId = device.product_id.toLowerCase();
  const name = device.product_name ?? '';
  const marketed = /\[(.+)\]/.exec(name)?.[1] ?? name;
  const vendor = device.vendor_name?.split(/\s+/)[0] ?? vendorId;
  return {
    id: device.id,
    model:
      models[`${vendorId}:${productId}`] ??
      slug(`${vendor} ${marketed || productId}`),
    vendorId,
    productId,
    ...(device.pci_address && { pciAddress: device.pci_address }),
    ...(typeof device.numa_node === 'number' && {
      numaNode: device.numa_node,
    }),
  };
}
