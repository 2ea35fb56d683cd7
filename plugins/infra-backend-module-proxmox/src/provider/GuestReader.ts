import {
  type InventoryItem,
  type ProviderCallOptions,
  Reading,
} from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/types';
import type { GuestRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { toInstanceItem } from '../client/guests/mapper';
import type { GuestStatus } from '../client/guests/types';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { GuestAddresses } from './GuestAddresses';
import type { Census } from './gpus/Census';
import type { CensusReader } from './gpus/CensusReader';

/** The lists come from broadcasts of every ten seconds; a live reading is better for a little longer, in ms. */
const LISTS_LAG_MS = 15_000;

/** A guest as it is now. */
export interface LiveGuest {
  row: GuestRow;
  live: GuestStatus;
}

function merge(row: GuestRow, live: GuestStatus): GuestRow {
  return {
    ...row,
    status: live.qmpstatus ?? live.status,
    name: live.name ?? row.name,
    lock: live.lock,
    tags: live.tags,
    maxcpu: live.cpus ?? row.maxcpu,
    maxmem: live.maxmem ?? row.maxmem,
    maxdisk: live.maxdisk ?? row.maxdisk,
    template: live.template ?? row.template,
  };
}

/** Reads guests, together with what the lists leave out or tell too late. */
export class GuestReader {
  readonly #addresses: GuestAddresses;
  readonly #recent = new Map<number, { row: GuestRow; at: number }>();

  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
    private readonly census: CensusReader,
  ) {
    this.#addresses = new GuestAddresses(clients.guests);
  }

  /** All guests that are no templates. */
  async items(
    resources: ClusterResources,
    reading: Reading,
  ): Promise<InventoryItem[]> {
    const guests = resources.guests.map(row => this.#current(row));
    const rows = guests.filter(row => !row.template);
    this.#addresses.forgetOthers(rows);
    const [census] = await Promise.all([
      this.census.readWithGuests({ ...resources, guests }, reading),
      this.#addresses.refresh(rows, reading.signal),
    ]);
    return rows.map(row => this.#item(row, census));
  }

  /** @returns undefined when there is no such guest, or it is a template */
  async get(
    vmid: number,
    options: ProviderCallOptions,
  ): Promise<(LiveGuest & { item: InventoryItem }) | undefined> {
    const reading = new Reading('instance', options);
    const found = await this.live(vmid, reading.signal);
    if (!found || found.row.template) {
      return undefined;
    }
    const { row } = found;
    const [census] = await Promise.all([
      this.census.read([{ node: row.node, status: 'online' }], reading),
      this.#addresses.read(row, reading.signal),
    ]);
    if (census.mayHave(row.node)) {
      await this.census.devices.refresh([row], reading, true);
    }
    return { ...found, item: this.#item(row, census) };
  }

  /** State of a guest from the node it is on. @returns undefined when it is gone */
  async live(
    vmid: number,
    signal: AbortSignal,
  ): Promise<LiveGuest | undefined> {
    let row = await this.find(vmid, signal);
    let live = row && (await this.clients.guests.status(row, signal));
    if (row && !live) {
      // it was deleted, or moved to another node, between the two answers: the list knows which
      row = await this.find(vmid, signal);
      live = row && (await this.clients.guests.status(row, signal));
      if (row && !live) {
        throw this.transport.error(
          'unavailable',
          `${this.transport.config.id} is just moving or deleting the guest ${vmid}; ask again.`,
        );
      }
    }
    if (!row || !live) {
      this.#recent.delete(vmid);
      return undefined;
    }
    const merged = merge(row, live);
    this.#recent.set(vmid, { row: merged, at: Date.now() });
    return { row: merged, live };
  }

  /** Where a guest is; that much the list knows at once. */
  async find(vmid: number, signal: AbortSignal): Promise<GuestRow | undefined> {
    const { guests } = await this.clients.cluster.resources(signal);
    return guests.find(row => row.vmid === vmid);
  }

  #item(row: GuestRow, census: Census): InventoryItem {
    const { gpus, unknown } = census.count(
      row.node,
      this.census.devices.get(row.vmid) ?? [],
    );
    return toInstanceItem(row, {
      addresses: this.#addresses.get(row.vmid),
      gpus,
      unknownAccelerators: unknown,
    });
  }

  #current(row: GuestRow): GuestRow {
    const recent = this.#recent.get(row.vmid);
    if (!recent) {
      return row;
    }
    if (Date.now() - recent.at > LISTS_LAG_MS) {
      this.#recent.delete(row.vmid);
      return row;
    }
    return { ...recent.row, node: row.node, pool: row.pool };
  }
}
