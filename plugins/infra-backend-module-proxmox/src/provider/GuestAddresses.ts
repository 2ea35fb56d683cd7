import { isProviderError, mapLimited } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../client/cluster/types';
import type { GuestsClient } from '../client/guests/GuestsClient';

/** How many guests a read of the whole cluster asks one by one at most. */
const BUDGET = 100;
const PARALLEL = 3;
/** Addresses change without anybody telling; guests are asked again after this long, in ms. */
const MAX_AGE_MS = 30 * 60_000;
/** A guest that has just booted is asked soon again while it has no address, then ever more seldom, in ms. */
const NO_ADDRESS_AGE_MS = 60_000;

interface Entry {
  addresses: readonly string[];
  readAt: number;
  /** how often in a row it told none */
  empty: number;
  /** what must stay as it is for the entry to hold */
  key: string;
}

/** A guest that moved, or was off in between, may have others. */
const keyOf = (row: GuestRow) => `${row.node}|${row.status}|${row.name}`;

/**
 * Addresses of guests, which only the guest itself knows. That takes a request for each guest, so they
 * are kept, and a read of the whole cluster asks for a few only: those never asked first, then the oldest.
 */
export class GuestAddresses {
  readonly #entries = new Map<number, Entry>();

  constructor(
    private readonly guests: GuestsClient,
    private readonly now: () => number = Date.now,
  ) {}

  /** What is known. */
  get(vmid: number): readonly string[] {
    return this.#entries.get(vmid)?.addresses ?? [];
  }

  /** Asks a guest now; one that is off, or has no agent, has no addresses to tell. */
  async read(row: GuestRow, signal: AbortSignal): Promise<readonly string[]> {
    const known = this.#entries.get(row.vmid);
    const addresses =
      row.status === 'running'
        ? (await this.#ask(row, signal)) ?? known?.addresses ?? []
        : [];
    this.#entries.set(row.vmid, {
      addresses,
      key: keyOf(row),
      readAt: this.now(),
      empty:
        addresses.length > 0
          ? 0
          : (known?.key === keyOf(row) ? known.empty : 0) + 1,
    });
    return addresses;
  }

  /** Forgets guests that are gone. */
  forgetOthers(rows: readonly GuestRow[]): void {
    const present = new Set(rows.map(row => row.vmid));
    for (const vmid of this.#entries.keys()) {
      if (!present.has(vmid)) {
        this.#entries.delete(vmid);
      }
    }
  }

  /** Brings what is known of these nearer to the truth, within the budget. */
  async refresh(rows: readonly GuestRow[], signal: AbortSignal): Promise<void> {
    const due = rows
      .filter(row => row.name !== undefined && this.#isDue(row))
      .sort((a, b) => this.#readAt(a) - this.#readAt(b));
    const off = due.filter(row => row.status !== 'running');
    const running = due.filter(row => row.status === 'running');
    await mapLimited([...off, ...running.slice(0, BUDGET)], PARALLEL, row =>
      this.read(row, signal),
    );
  }

  #readAt(row: GuestRow): number {
    return this.#entries.get(row.vmid)?.readAt ?? 0;
  }

  #isDue(row: GuestRow): boolean {
    const entry = this.#entries.get(row.vmid);
    if (!entry || entry.key !== keyOf(row)) {
      return true;
    }
    if (row.status !== 'running') {
      return false;
    }
    const wait =
      entry.empty > 0
        ? Math.min(MAX_AGE_MS, NO_ADDRESS_AGE_MS * 2 ** (entry.empty - 1))
        : MAX_AGE_MS;
    return this.now() - entry.readAt > wait;
  }

  /** @returns undefined when the guest does not answer now */
  async #ask(
    row: GuestRow,
    signal: AbortSignal,
  ): Promise<string[] | undefined> {
    try {
      return (await this.guests.addresses(row, signal)).sort();
    } catch (error) {
      if (isProviderError(error) && error.kind !== 'aborted') {
        return undefined;
      }
      throw error;
    }
  }
}
