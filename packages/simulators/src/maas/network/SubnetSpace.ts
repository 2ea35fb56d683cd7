import type { MaasContext } from '../MaasContext';
import type { SubnetRow } from '../rows';

/** An IPv4 address as a number. */
export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0]
    .map(bits => Math.floor(value / 2 ** bits) % 256)
    .join('.');
}

export interface Stretch {
  start: number;
  end: number;
  purpose: string[];
}

/** Which addresses of a subnet are taken, and by what. */
export class SubnetSpace {
  readonly first: number;
  readonly last: number;

  constructor(
    private readonly subnet: SubnetRow,
    private readonly context: MaasContext,
  ) {
    const [base, bits] = subnet.cidr.split('/');
    const size = 2 ** (32 - Number(bits));
    const network = Math.floor(toNumber(base) / size) * size;
    this.first = network + 1;
    this.last = network + size - 2;
  }

  get total(): number {
    return this.last - this.first + 1;
  }

  /** Single addresses that something has: NICs, gateway, DNS servers. */
  assigned(): Map<number, string> {
    const taken = new Map<number, string>();
    for (const node of this.context.tables.nodes.all()) {
      for (const nic of node.nics) {
        if (nic.ip && nic.subnetId === this.subnet.id) {
          taken.set(toNumber(nic.ip), 'assigned-ip');
        }
      }
    }
    for (const server of this.subnet.dnsServers) {
      taken.set(toNumber(server), 'dns-server');
    }
    if (this.subnet.gatewayIp) {
      taken.set(toNumber(this.subnet.gatewayIp), 'gateway-ip');
    }
    return taken;
  }

  /** Taken stretches in order, without overlaps; ranges win over addresses. */
  used(): Stretch[] {
    const ranges = this.context.tables.ipRanges
      .by('subnet', this.subnet.id)
      .map(row => ({
        start: toNumber(row.startIp),
        end: toNumber(row.endIp),
        purpose: [row.type],
      }));
    const covered = (value: number) =>
      ranges.some(range => value >= range.start && value <= range.end);
    const singles = [...this.assigned()]
      .filter(([value]) => this.#inside(value) && !covered(value))
      .map(([value, purpose]) => ({
        start: value,
        end: value,
        purpose: [purpose],
      }));
    const sorted = [...ranges, ...singles].sort((a, b) => a.start - b.start);
    const merged: Stretch[] = [];
    for (const stretch of sorted) {
      const before = merged[merged.length - 1];
      if (
        before &&
        before.end + 1 === stretch.start &&
        before.purpose[0] === stretch.purpose[0]
      ) {
        before.end = stretch.end;
      } else {
        merged.push({ ...stretch });
      }
    }
    return merged;
  }

  unused(): Stretch[] {
    const gaps: Stretch[] = [];
    let from = this.first;
    for (const stretch of this.used()) {
      if (stretch.start > from) {
        gaps.push({ start: from, end: stretch.start - 1, purpose: ['unused'] });
      }
      from = Math.max(from, stretch.end + 1);
    }
    if (from <= this.last) {
      gaps.push({ start: from, end: this.last, purpose: ['unused'] });
    }
    return gaps;
  }

  /** A free address, the wished one if it is; null when none is left. */
  take(wish?: string): string | null {
    const gaps = this.unused();
    if (wish) {
      const value = toNumber(wish);
      if (gaps.some(gap => value >= gap.start && value <= gap.end)) {
        return wish;
      }
    }
    const last = gaps[gaps.length - 1];
    return last ? toAddress(last.end) : null;
  }

  #inside(value: number): boolean {
    return value >= this.first && value <= this.last;
  }
}
