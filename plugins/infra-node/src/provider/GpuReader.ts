import type { ProviderCallOptions } from './ProviderCallOptions';

/** GPUs of one model that a host gives in one way. @public */
export interface GpuDevice {
  /** unique within the provider, stable */
  externalId: string;
  /** spelled as in resource vectors, `nvidia-h100` */
  model: string;
  hostKind: 'machine' | 'hypervisor';
  /** external id of the host at the same provider */
  hostExternalId: string;
  /** `whole`: passed through; `shared`: a slice such as a vGPU or MIG */
  form: 'whole' | 'shared';
  /** how many may be handed out */
  total: number;
  /** how many are; null when the provider can't tell */
  allocated: number | null;
  /** four hex digits each, where known */
  vendorId?: string;
  productId?: string;
  /** `0000:1b:00.0`, of a single card */
  pciAddress?: string;
  numaNode?: number;
}

/** Tells GPUs card by card; the sums per host are in the capacity of the inventory's rows. @public */
export interface GpuReader {
  /** Yields all GPUs in pages. */
  devices(options: ProviderCallOptions): AsyncIterable<GpuDevice[]>;
}
