import { AMD_GPUS } from './amd';
import type { GpuProduct } from './gpuProduct';
import { INTEL_GPUS } from './intel';
import { NVIDIA_GPUS } from './nvidia';

export type { GpuFormFactor, GpuProduct } from './gpuProduct';

/**
 * Accelerators of data centres, one file a vendor, which names its sources. What the table does not know, the
 * configuration of a provider can name.
 * @public
 */
export const GPU_PRODUCTS: readonly GpuProduct[] = [
  ...NVIDIA_GPUS,
  ...AMD_GPUS,
  ...INTEL_GPUS,
];
