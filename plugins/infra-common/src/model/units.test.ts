import { formatBytes, GiB, KiB, MiB, TiB } from './units';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512.4, '512 B'],
    [1023, '1,023 B'],
    [KiB, '1 KiB'],
    [MiB, '1 MiB'],
    [8 * GiB, '8 GiB'],
    [1.5 * TiB, '1.5 TiB'],
    [1000 * GiB, '1,000 GiB'],
    [1023.4 * GiB, '1,023 GiB'],
    [1023.9 * GiB, '1 TiB'],
    [99.96 * GiB, '100 GiB'],
    [150.4 * GiB, '150 GiB'],
    [-2 * GiB, '-2 GiB'],
    [2048 * TiB, '2,048 TiB'],
    [-0.2, '0 B'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
