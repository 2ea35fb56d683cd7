import type { OpenStackContext } from '../OpenStackContext';
import { toAddress, toNumber } from './ipv4';
import type { SubnetRow } from './rows';

interface Book {
  used: Set<number>;
  /** Where the search for a free address begins. */
  cursor: number;
}

/** Which addresses of each subnet are taken; rebuilt from the ports. */
export class AddressBook {
  readonly #books = new Map<string, Book>();

  constructor(private readonly context: OpenStackContext) {}

  used(subnetId: string): number {
    return this.#book(subnetId).used.size;
  }

  isTaken(subnetId: string, address: string): boolean {
    const value = toNumber(address);
    return value !== undefined && this.#book(subnetId).used.has(value);
  }

  take(subnetId: string, address: string): void {
    const value = toNumber(address);
    if (value !== undefined) {
      this.#book(subnetId).used.add(value);
    }
  }

  /** Takes the next free address of the subnet's pools. */
  takeNext(subnet: SubnetRow): string | undefined {
    const book = this.#book(subnet.id);
    const ranges = subnet.pools.map(
      pool => [toNumber(pool.start) ?? 0, toNumber(pool.end) ?? -1] as const,
    );
    for (const from of [book.cursor, 0]) {
      for (const [start, end] of ranges) {
        for (let value = Math.max(start, from); value <= end; value += 1) {
          if (!book.used.has(value)) {
            book.used.add(value);
            book.cursor = value + 1;
            return toAddress(value);
          }
        }
      }
    }
    return undefined;
  }

  release(subnetId: string, address: string): void {
    const value = toNumber(address);
    if (value !== undefined) {
      this.#books.get(subnetId)?.used.delete(value);
    }
  }

  /** Addresses the pools hold in all. */
  static total(subnet: SubnetRow): number {
    return subnet.pools.reduce(
      (sum, pool) =>
        sum + (toNumber(pool.end) ?? -1) - (toNumber(pool.start) ?? 0) + 1,
      0,
    );
  }

  #book(subnetId: string): Book {
    const known = this.#books.get(subnetId);
    if (known) {
      return known;
    }
    const { subnets, ports } = this.context.tables;
    const networkId = subnets.get(subnetId)?.networkId ?? '';
    const used = new Set<number>();
    for (const port of ports.by('network', networkId)) {
      for (const ip of port.fixedIps) {
        const value = toNumber(ip.ipAddress);
        if (ip.subnetId === subnetId && value !== undefined) {
          used.add(value);
        }
      }
    }
    const book = { used, cursor: 0 };
    this.#books.set(subnetId, book);
    return book;
  }
}
