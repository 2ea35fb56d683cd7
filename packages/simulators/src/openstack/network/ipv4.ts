/** An IPv4 address as a number, or undefined when it is none. */
export function toNumber(address: string): number | undefined {
  const parts = address.split('.');
  const valid =
    parts.length === 4 &&
    parts.every(part => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  return valid
    ? parts.reduce((sum, part) => sum * 256 + Number(part), 0)
    : undefined;
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0].map(shift => (value >>> shift) & 255).join('.');
}

export interface Block {
  first: number;
  last: number;
  prefix: number;
}

/** A CIDR as a range of numbers; a bare address is a /32. */
export function parseCidr(cidr: string): Block | undefined {
  const [address, length = '32'] = cidr.split('/');
  const base = toNumber(address);
  const prefix = Number(length);
  if (base === undefined || !/^\d+$/.test(length) || prefix > 32) {
    return undefined;
  }
  const size = 2 ** (32 - prefix);
  const first = Math.floor(base / size) * size;
  return { first, last: first + size - 1, prefix };
}

export function overlaps(a: Block, b: Block): boolean {
  return a.first <= b.last && b.first <= a.last;
}
