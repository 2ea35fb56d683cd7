/** One kibibyte, in bytes. @public */
export const KiB = 1024;
/** One mebibyte, in bytes. @public */
export const MiB = 1024 * KiB;
/** One gibibyte, in bytes. @public */
export const GiB = 1024 * MiB;
/** One tebibyte, in bytes. @public */
export const TiB = 1024 * GiB;

const STEPS: Array<[number, string]> = [
  [TiB, 'TiB'],
  [GiB, 'GiB'],
  [MiB, 'MiB'],
  [KiB, 'KiB'],
];

/**
 * Writes a number of bytes for a person: `8 GiB`, `1.5 TiB`, `512 B`.
 *
 * @param bytes - a number of bytes, may be negative or fractional
 * @public
 */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes);
  for (const [step, unit] of STEPS) {
    if (size >= step) {
      const value = bytes / step;
      return `${Number(value.toFixed(value >= 100 ? 0 : 1))} ${unit}`;
    }
  }
  return `${Math.round(bytes)} B`;
}
