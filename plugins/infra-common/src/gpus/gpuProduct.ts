/** How an accelerator is built into a server. @public */
export type GpuFormFactor = 'pcie' | 'sxm' | 'oam' | 'superchip' | 'mezzanine';

/** One accelerator as its vendor sells it. @public */
export interface GpuProduct {
  /** PCI vendor and device id, lower case: `10de:2330` */
  id: string;
  /** as resource vectors spell it: `nvidia-h100-sxm5-80gb`; `amd-v620/vf` is a slice of a card */
  model: string;
  /** for a person: `NVIDIA H100 SXM5 80 GB` */
  title: string;
  /**
   * Of one PCI device: a board with two or four GPUs shows as many devices. Of the whole card for a slice;
   * the least where one id is sold with several sizes.
   */
  memoryBytes: number;
  formFactor: GpuFormFactor;
}

/** Device id, model and title without the vendor, memory in GB, form. */
export type GpuRow = readonly [
  device: string,
  model: string,
  title: string,
  memoryGb: number,
  formFactor: GpuFormFactor,
];

const GB = 1024 ** 3;

/** The rows of one vendor as products. */
export function gpuProducts(
  vendor: { id: string; slug: string; title: string },
  rows: readonly GpuRow[],
): GpuProduct[] {
  return rows.map(([device, model, title, memoryGb, formFactor]) => ({
    id: `${vendor.id}:${device}`,
    model: `${vendor.slug}-${model}`,
    title: `${vendor.title} ${title}`,
    memoryBytes: memoryGb * GB,
    formFactor,
  }));
}
