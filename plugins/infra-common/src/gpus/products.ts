/** One accelerator as its vendor sells it. @public */
export interface GpuProduct {
  /** PCI vendor and device id, lower case: `10de:2330` */
  id: string;
  /** as resource vectors spell it: `nvidia-h100-sxm5-80gb` */
  model: string;
  /** for a person: `NVIDIA H100 SXM5 80 GB` */
  title: string;
  /** of one card */
  memoryBytes: number;
  formFactor: 'pcie' | 'sxm' | 'oam' | 'superchip' | 'mezzanine';
}

const GB = 1024 ** 3;

/**
 * Accelerators of data centres. Source of ids: the PCI ID database; of memory and form: the vendors' data sheets.
 * @public
 */
export const GPU_PRODUCTS: readonly GpuProduct[] = [
  {
    id: '10de:20b5',
    model: 'nvidia-a100-pcie-80gb',
    title: 'NVIDIA A100 PCIe 80 GB',
    memoryBytes: 80 * GB,
    formFactor: 'pcie',
  },
  {
    id: '10de:2330',
    model: 'nvidia-h100-sxm5-80gb',
    title: 'NVIDIA H100 SXM5 80 GB',
    memoryBytes: 80 * GB,
    formFactor: 'sxm',
  },
];
