import { isIP } from 'node:net';

/** Addresses from the first to the last, as numbers. */
export interface AddressRange {
  version: 4 | 6;
  first: bigint;
  last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The parts of an IPv6 address, all eight of them. */
function partsOf6(address: string): string[] {
  // an IPv4 address at its end becomes two parts, as every browser knows how
  const { hostname } = new URL(`http://[${address.split('%')[0]}]`);
  const [before, after] = hostname.slice(1, -1).split('::');
  const [head, tail] = [before, after].map(half =>
    half ? half.split(':') : [],
  );
  const gap = after === undefined ? 0 : 8 - head.length - tail.length;
  return [...head, ...Array<string>(gap).fill('0'), ...tail];
}

function numberOf(address: string, version: 4 | 6): bigint {
  return version === 4
    ? address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n)
    : partsOf6(address).reduce(
        (sum, part) => sum * 65536n + BigInt(`0x${part}`),
        0n,
      );
}

/**
 * Reads `10.0.0.0/24`; what stands behind the length of the prefix does not count.
 *
 * @returns undefined for what is none
 */
export function parseRange(cidr: string): AddressRange | undefined {
  const [address, length, more] = cidr.trim().split('/');
  const version = isIP(address);
  const prefix = /^\d{1,3}$/.test(length ?? '') ? Number(length) : NaN;
  if ((version !== 4 && version !== 6) || more || !(prefix <= BITS[version])) {
    return undefined;
  }
  const size = 1n << BigInt(BITS[version] - prefix);
  const first = (numberOf(address, version) / size) * size;
  return { version, first, last: first + size - 1n };
}
