import type {
  HostCapacity,
  Resource,
  ResourceFacets,
  ResourceFilters,
  ResourceKind,
  ResourcePage,
  ResourceQuery,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { Visibility } from '../database/criteria';

/** Where a row stands among providers. */
export interface RowSource {
  provider: string;
  site: string;
  /** fingerprint of an item, when somebody has made it already */
  hashOf?: (item: InventoryItem, site: string) => string;
}

/** A host with what it gives and has given. */
export interface HostRow {
  ref: string;
  /** a host of instances, or a storage that hosts share */
  kind: 'hypervisor' | 'storage';
  name: string;
  provider: string;
  site: string | null;
  zone: string | null;
  status: string;
  capacity: HostCapacity;
}

/** An instance of a project, for sums. */
export interface HeldVector {
  ref: string;
  project: string;
  provider: string;
  operationId: string | null;
  vector: ResourceVector;
}

/** A row of the feed of changes. */
export interface ResourceChange {
  seq: number;
  ref: string;
}

/** Keeps what providers have. Writes are cheap when nothing changed. */
export interface InventoryStore {
  list(
    query: ResourceQuery,
    visibility: Visibility,
  ): Promise<Omit<ResourcePage, 'errors'>>;

  /** All rows that match, page by page: each is read when it is asked for. */
  pages(
    query: Omit<ResourceQuery, 'limit' | 'offset' | 'after'>,
    visibility: Visibility,
  ): AsyncIterable<Resource[]>;

  /** Of each column the values among the rows that the other filters let through, with how many rows have them. */
  facets(
    filters: ResourceFilters,
    visibility: Visibility,
  ): Promise<ResourceFacets>;

  /** Brings what helps to find rows up to date. Lists are right without it, only slower. */
  tidy(signal: AbortSignal): Promise<void>;

  /** @returns rows that are there, in no particular order; unknown and removed refs are left out */
  getMany(refs: string[], tx?: Knex.Transaction): Promise<Resource[]>;

  /** Keeps everybody else from a row until the transaction ends. */
  lock(ref: string, tx: Knex.Transaction): Promise<void>;

  /** Finds a row of a provider by its ref, its external id or, when that is unique, its name. */
  resolve(
    kind: ResourceKind,
    provider: string,
    wanted: string,
  ): Promise<Resource[]>;

  hosts(tx?: Knex.Transaction): Promise<HostRow[]>;

  /** Flavors that can be had: not switched off, and without accelerators that nobody has named. */
  flavors(): Promise<Array<{ provider: string; vector: ResourceVector }>>;

  /** All hosts of instances, with what they are recognised by. */
  hypervisors(): Promise<
    Array<Pick<Resource, 'ref' | 'name' | 'provider' | 'site' | 'attributes'>>
  >;

  /** How many instances a host holds, whosever they are. */
  countOn(host: string): Promise<number>;

  /** Ids of operations whose instance a host of the provider holds already. */
  placedOperations(provider: string, tx?: Knex.Transaction): Promise<string[]>;

  /** What the instances of projects hold; of all projects when none are named. */
  held(projects?: string[], tx?: Knex.Transaction): Promise<HeldVector[]>;

  /** Hashes of the rows that are known, those that were removed included. */
  hashes(refs: string[]): Promise<Map<string, string>>;

  /** How many rows of a kind are there. */
  count(provider: string, kind: ResourceKind): Promise<number>;

  /** All rows of a kind that are there, with when they were written. */
  present(
    provider: string,
    kind: ResourceKind,
  ): Promise<Array<{ ref: string; writtenAt: string }>>;

  /**
   * Writes rows that a provider has now. Rows that somebody wrote or removed after
   * `readSince` are left alone: what was read is older.
   *
   * @param readSince - ISO time before the read began; undefined for a read-back, which always wins
   */
  upsert(
    source: RowSource,
    items: InventoryItem[],
    readSince?: string,
    tx?: Knex.Transaction,
  ): Promise<void>;

  /** Leaves tombstones for rows that were not written after `readSince`. */
  remove(
    refs: string[],
    readSince?: string,
    tx?: Knex.Transaction,
  ): Promise<void>;

  /** Gives all rows of a tenant to a portal project, or to nobody. */
  assignTenant(
    tenant: { provider: string; externalId: string },
    project: { name: string; owner: string } | null,
    tx?: Knex.Transaction,
  ): Promise<void>;

  /** Changes after a position in the feed, oldest first. */
  changesAfter(seq: number, limit: number): Promise<ResourceChange[]>;

  /** Forgets tombstones and outdated feed entries from before a time. */
  purge(before: string): Promise<void>;
}
