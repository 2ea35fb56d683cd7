import { GPU_PRODUCTS, type GpuProduct } from './products';

/** What a PCI device is to us. @public */
export type PciDeviceKind =
  /** a GPU that the table or the configuration names */
  | { kind: 'gpu'; model: string; product?: GpuProduct }
  /** a display chip, switch or bridge: never a GPU that anybody asks for */
  | { kind: 'other' }
  /** may be an accelerator, and nobody has said which: to be refused until the configuration names it */
  | { kind: 'unknown' };

/**
 * Vendors whose display devices are there for a console: chips of management controllers and
 * virtual adapters. ASPEED, Matrox, Cirrus Logic, QEMU (Bochs), Red Hat (virtio, QXL), VMware, XGI, Silicon Motion.
 */
const CONSOLE_VENDORS = new Set([
  '1a03',
  '102b',
  '1013',
  '1234',
  '1af4',
  '1b36',
  '15ad',
  '18ca',
  '126f',
]);

/** NVSwitches of the A100 and H100 generations, which are listed beside the GPUs they join. */
const SWITCHES = new Set([
  '10de:1ac0',
  '10de:1ac1',
  '10de:1ac2',
  '10de:1af1',
  '10de:22a3',
]);

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
  return CONSOLE_VENDORS.has(key.split(':')[0]) || SWITCHES.has(key)
    ? { kind: 'other' }
    : { kind: 'unknown' };
}
