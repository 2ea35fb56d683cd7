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
 * Writes a number of bytes for a person: `8 GiB`, `1.5 TiB`, `1,000 GiB`, `512 B`.
 *
 * The unit is the largest of which it is at least one, after rounding. Below 100 of it there is one
 * decimal, from there on none, and thousands are set off by a comma, as in other counts.
 *
 * @param bytes - a number of bytes, may be negative or fractional
 * @public
 */
export function formatBytes(bytes: number): string {
  const size = Math.abs(bytes);
  const [step, unit] = STEPS.find(
    // 1023.9 GiB are written as 1 TiB, not as 1,024 GiB
    ([candidate]) => Math.round((size / candidate) * KiB) >= KiB,
  ) ?? [1, 'B'];
  const value = bytes / step;
  const digits = step === 1 || Math.abs(value) >= 100 ? 0 : 1;
  return `${value.toLocaleString('en', {
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  })} ${unit}`;
}
