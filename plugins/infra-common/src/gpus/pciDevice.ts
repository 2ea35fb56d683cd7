import { isNoGpu } from './notGpus';
import { GPU_PRODUCTS, type GpuProduct } from './products';

/** What a PCI device is to us. @public */
export type PciDeviceKind =
  /** a GPU that the table or the configuration names */
  | { kind: 'gpu'; model: string; product?: GpuProduct }
  /** a display chip, switch or bridge: never a GPU that anybody asks for */
  | { kind: 'other' }
  /** may be an accelerator, and nobody has said which: to be refused until the configuration names it */
  | { kind: 'unknown' };

const byId = new Map(GPU_PRODUCTS.map(one => [one.id, one]));

/**
 * What a PCI device is, by its vendor and device id and by nothing else: the names that
 * databases of PCI ids give change between their editions.
 *
 * @param id - `10de:2330`, hexadecimal, upper or lower case
 * @param overrides - models by id; `none` says that a device is no GPU
 * @public
 */
export function pciDevice(
  id: string,
  overrides: Readonly<Record<string, string>> = {},
): PciDeviceKind {
  const key = id.toLowerCase();
  const named = overrides[key] ?? overrides[id];
  if (named) {
    return named === 'none'
      ? { kind: 'other' }
      : { kind: 'gpu', model: named, product: byId.get(key) };
  }
  const product = byId.get(key);
  if (product) {
    return { kind: 'gpu', model: product.model, product };
  }
  return isNoGpu(key) ? { kind: 'other' } : { kind: 'unknown' };
}
