import { PART, mapLimited, type Reading } from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../../client/cluster/types';
import type { GuestsClient } from '../../client/guests/GuestsClient';
import {
  heldDevices,
  passedThrough,
  type PassedThrough,
} from '../../client/guests/hostpci';

/** How many configurations are read at once, which leaves room for operations. */
const PARALLEL = 3;
/** How many configurations a reading looks at again although nothing says that they changed. */
const REVISITS = 25;
/** Somebody may change a configuration without anything in the lists changing; it is looked at again after this long, in ms. */
const MAX_AGE_MS = 30 * 60_000;

interface Entry {
  devices: PassedThrough[];
  readAt: number;
  /** what must stay as it is for the entry to hold */
  key: string;
}

/** A change of hardware changes one of these, or needs a restart that does. */
function keyOf(row: GuestRow): string {
  return [
    row.node,
    row.status,
    row.lock,
    row.name,
    row.maxcpu,
    row.maxmem,
    row.tags,
  ].join('|');
}

/**
 * Devices that VMs hold. They stand in the configurations only, of which a list tells nothing, so each is
 * read once and again when its row changed; of the others a few, the oldest first.
 */
export class GuestDevices {
  readonly #entries = new Map<number, Entry>();

  constructor(
    private readonly guests: GuestsClient,
    private readonly now: () => number = Date.now,
  ) {}

  /** What is known; undefined when that guest could never be read. */
  get(vmid: number): readonly PassedThrough[] | undefined {
    return this.#entries.get(vmid)?.devices;
  }

  /**
   * Brings what is known of these VMs up to date.
   *
   * @param rows - all that matter; what is known of others stays
   * @param fresh - read all of them, for a decision that must not rest on what was
   */
  async refresh(
    rows: readonly GuestRow[],
    reading: Reading,
    fresh = false,
  ): Promise<void> {
    const vms = rows.filter(row => row.type === 'qemu');
    const changed = vms.filter(
      row => fresh || this.#entries.get(row.vmid)?.key !== keyOf(row),
    );
    const old = vms
      .filter(row => !changed.includes(row) && this.#age(row) > MAX_AGE_MS)
      .sort((a, b) => this.#age(b) - this.#age(a))
      .slice(0, REVISITS);
    await mapLimited([...changed, ...old], PARALLEL, row =>
      this.#read(row, reading),
    );
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

  #age(row: GuestRow): number {
    return this.now() - (this.#entries.get(row.vmid)?.readAt ?? 0);
  }

  async #read(row: GuestRow, reading: Reading): Promise<void> {
    const devices = await reading.attempt(
      `The devices of the guest ${row.vmid} on ${row.node}`,
      this.#held(row, reading.signal),
      {
        ...PART,
        ...(reading.kind === 'instance' && { externalId: String(row.vmid) }),
      },
    );
    if (devices) {
      this.#entries.set(row.vmid, {
        devices,
        key: keyOf(row),
        readAt: this.now(),
      });
    }
  }

  /** Only a VM that runs can have other devices than its configuration wants. */
  async #held(row: GuestRow, signal: AbortSignal): Promise<PassedThrough[]> {
    const [wanted, now] = await Promise.all([
      this.guests.config(row, signal),
      row.status === 'stopped'
        ? undefined
        : this.guests.currentConfig(row, signal),
    ]);
    return heldDevices(passedThrough(now ?? {}), passedThrough(wanted ?? {}));
  }
}
