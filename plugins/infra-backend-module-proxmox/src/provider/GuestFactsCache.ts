import { mapLimited, isProviderError } from '@ironstage/plugin-infra-node';
import { mappedDevices } from '../client/guests/disks';
import type { GuestFacts } from '../client/guests/mapper';
import type { GuestsClient } from '../client/guests/GuestsClient';
import type { GuestRow } from '../client/cluster/types';

/** How many guests a read of the whole cluster asks one by one at most. */
const BUDGET = 200;
const PARALLEL = 3;
/** Addresses change without anybody telling; guests are asked again after this long, in ms. */
const MAX_AGE_MS = 30 * 60_000;
/** A guest that has just booted is asked soon again while it has no address, in ms. */
const NO_ADDRESS_AGE_MS = 60_000;

interface Entry extends GuestFacts {
  readAt: number;
  /** what must stay as it is for the entry to hold */
  key: string;
}

/**
 * What the lists leave out: addresses, which only the guest itself knows, and GPUs, which
 * stand in its configuration. Both take a request for each guest, so they are kept, and a read
 * of the whole cluster asks for a few only: those never asked first, then the oldest.
 */
export class GuestFactsCache {
  readonly #entries = new Map<number, Entry>();

  constructor(
    private readonly guests: GuestsClient,
    private readonly gpuModel: (mapping: string) => string,
    private readonly now: () => number = Date.now,
  ) {}

  /** What is known. */
  get(vmid: number): GuestFacts | undefined {
    return this.#entries.get(vmid);
  }

  /** Asks a guest now. */
  async read(row: GuestRow, signal: AbortSignal): Promise<GuestFacts> {
    const [addresses, gpus] = await Promise.all([
      this.#addresses(row, signal),
      this.#gpus(row, signal),
    ]);
    this.#entries.set(row.vmid, {
      addresses,
      gpus,
      key: keyOf(row),
      readAt: this.now(),
    });
    return { addresses, gpus };
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
      .sort((a, b) => this.#readAt(a) - this.#readAt(b))
      .slice(0, BUDGET);
    await mapLimited(due, PARALLEL, row => this.read(row, signal));
  }

  #readAt(row: GuestRow): number {
    return this.#entries.get(row.vmid)?.readAt ?? 0;
  }

  #isDue(row: GuestRow): boolean {
    const entry = this.#entries.get(row.vmid);
    if (!entry || entry.key !== keyOf(row)) {
      return true;
    }
    const empty = row.status === 'running' && entry.addresses.length === 0;
    const age = this.now() - entry.readAt;
    return age > (empty ? NO_ADDRESS_AGE_MS : MAX_AGE_MS);
  }

  /** A guest that is off, or has no agent, has no addresses to tell. */
  async #addresses(row: GuestRow, signal: AbortSignal): Promise<string[]> {
    if (row.status !== 'running') {
      return [];
    }
    try {
      return (await this.guests.addresses(row, signal)).sort();
    } catch (error) {
      if (isProviderError(error) && error.kind !== 'aborted') {
        return this.#entries.get(row.vmid)?.addresses ?? [];
      }
      throw error;
    }
  }

  async #gpus(
    row: GuestRow,
    signal: AbortSignal,
  ): Promise<Record<string, number>> {
    if (row.type === 'lxc') {
      return {};
    }
    const known = this.#entries.get(row.vmid);
    if (known && known.key === keyOf(row)) {
      return known.gpus;
    }
    const config = await this.guests.config(row, signal);
    const counts: Record<string, number> = {};
    for (const mapping of config ? mappedDevices(config) : []) {
      const model = this.gpuModel(mapping);
      counts[model] = (counts[model] ?? 0) + 1;
    }
    return counts;
  }
}

/** A change of hardware changes one of these, or needs a restart that does. */
function keyOf(row: GuestRow): string {
  return [
    row.node,
    row.status,
    row.name,
    row.maxcpu,
    row.maxmem,
    row.tags,
  ].join('|');
}
