import type { ResourceKind } from '@ironstage/plugin-infra-common';
import type { EstateRow } from './EstateRow';

/** Kinds of which the graph of places and equipment is made. */
const PHYSICAL: readonly ResourceKind[] = ['machine', 'hypervisor', 'network'];

let models = 0;

const NONE: ReadonlySet<EstateRow> = new Set();

/** What the graph is made of; how full a host is changes with every instance and is none of it. */
const shapeOf = (row: EstateRow) =>
  JSON.stringify({ ...row, allocated: 0, status: '' });

class Grouped<K> {
  readonly #sets = new Map<K, Set<EstateRow>>();

  get(key: K): ReadonlySet<EstateRow> {
    return this.#sets.get(key) ?? NONE;
  }

  add(key: K, row: EstateRow) {
    const known = this.#sets.get(key);
    if (known) {
      known.add(row);
    } else {
      this.#sets.set(key, new Set([row]));
    }
  }

  remove(key: K, row: EstateRow) {
    const known = this.#sets.get(key);
    if (known?.delete(row) && known.size === 0) {
      this.#sets.delete(key);
    }
  }
}

/** The inventory in memory, as far as relations need it, with the ways that they are looked up by. */
export class EstateModel {
  /** tells it from another one that was read later */
  readonly id = (models += 1);
  /** goes up with every change */
  version = 0;
  /** goes up when machines, hosts or networks have changed */
  physicalVersion = 0;
  private readonly rows = new Map<string, EstateRow>();
  private readonly kinds = new Grouped<ResourceKind>();
  private readonly hosts = new Grouped<string>();
  private readonly tenants = new Grouped<string>();

  get size(): number {
    return this.rows.size;
  }

  get(ref: string): EstateRow | undefined {
    return this.rows.get(ref);
  }

  ofKind(kind: ResourceKind): ReadonlySet<EstateRow> {
    return this.kinds.get(kind);
  }

  /** Instances that a hypervisor holds. */
  on(host: string): ReadonlySet<EstateRow> {
    return this.hosts.get(host);
  }

  /** Rows of a tenant of a provider. */
  ofTenant(provider: string, tenant: string): ReadonlySet<EstateRow> {
    return this.tenants.get(`${provider}/${tenant}`);
  }

  put(row: EstateRow) {
    const before = this.rows.get(row.ref);
    if (before) {
      this.unlink(before);
    }
    if (
      PHYSICAL.includes(row.kind) &&
      (!before || shapeOf(before) !== shapeOf(row))
    ) {
      this.physicalVersion += 1;
    }
    this.rows.set(row.ref, row);
    this.kinds.add(row.kind, row);
    if (row.host) {
      this.hosts.add(row.host, row);
    }
    if (row.tenant) {
      this.tenants.add(`${row.provider}/${row.tenant}`, row);
    }
    this.version += 1;
  }

  remove(ref: string) {
    const row = this.rows.get(ref);
    if (row) {
      this.unlink(row);
      this.rows.delete(ref);
      this.version += 1;
      this.physicalVersion += PHYSICAL.includes(row.kind) ? 1 : 0;
    }
  }

  private unlink(row: EstateRow) {
    this.kinds.remove(row.kind, row);
    if (row.host) {
      this.hosts.remove(row.host, row);
    }
    if (row.tenant) {
      this.tenants.remove(`${row.provider}/${row.tenant}`, row);
    }
  }
}
