import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { ClusterResources } from '../client/cluster/ClusterClient';
import type { GuestRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { toInstanceItem } from '../client/guests/mapper';
import type { GuestStatus } from '../client/guests/types';
import { GuestFactsCache } from './GuestFactsCache';

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
  readonly facts: GuestFactsCache;
  readonly #clients: Clients;
  readonly #recent = new Map<number, { row: GuestRow; at: number }>();

  constructor(clients: Clients, gpuModel: (mapping: string) => string) {
    this.#clients = clients;
    this.facts = new GuestFactsCache(clients.guests, gpuModel);
  }

  /** All guests that are no templates. */
  async items(
    resources: ClusterResources,
    signal: AbortSignal,
  ): Promise<InventoryItem[]> {
    const rows = resources.guests
      .map(row => this.#current(row))
      .filter(row => !row.template);
    this.facts.forgetOthers(rows);
    await this.facts.refresh(rows, signal);
    return rows.map(row => toInstanceItem(row, this.facts.get(row.vmid)));
  }

  /** @returns undefined when there is no such guest, or it is a template */
  async get(
    vmid: number,
    signal: AbortSignal,
  ): Promise<(LiveGuest & { item: InventoryItem }) | undefined> {
    const found = await this.live(vmid, signal);
    if (!found || found.row.template) {
      return undefined;
    }
    const facts = await this.facts.read(found.row, signal);
    return { ...found, item: toInstanceItem(found.row, facts) };
  }

  /** State of a guest from the node it is on. */
  async live(
    vmid: number,
    signal: AbortSignal,
  ): Promise<LiveGuest | undefined> {
    const row = await this.find(vmid, signal);
    const live = row && (await this.#clients.guests.status(row, signal));
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
    const { guests } = await this.#clients.cluster.resources(signal);
    return guests.find(row => row.vmid === vmid);
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
