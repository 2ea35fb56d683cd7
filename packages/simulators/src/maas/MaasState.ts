import { Table } from '../kernel/Table';
import type * as R from './rows';

function makeTables() {
  return {
    users: new Table<R.UserRow>({}),
    tokens: new Table<R.TokenRow, 'user'>({ user: row => row.user }),
    sshKeys: new Table<R.SshKeyRow, 'user'>({ user: row => row.user }),
    zones: new Table<R.NamedRow, 'name'>({ name: row => row.name }),
    pools: new Table<R.NamedRow, 'name'>({ name: row => row.name }),
    spaces: new Table<R.NamedRow, 'name'>({ name: row => row.name }),
    domains: new Table<R.NamedRow, 'name'>({ name: row => row.name }),
    tags: new Table<R.TagRow>({}),
    fabrics: new Table<R.FabricRow, 'name'>({ name: row => row.name }),
    vlans: new Table<R.VlanRow, 'fabric'>({ fabric: row => row.fabricId }),
    subnets: new Table<R.SubnetRow, 'cidr' | 'vlan'>({
      cidr: row => row.cidr,
      vlan: row => row.vlanId,
    }),
    ipRanges: new Table<R.IpRangeRow, 'subnet'>({
      subnet: row => row.subnetId,
    }),
    nodes: new Table<R.NodeRow, 'kind' | 'hostname' | 'pool' | 'zone'>({
      kind: row => (row.nodeType === 0 ? 'machine' : 'controller'),
      hostname: row => row.hostname,
      pool: row => (row.nodeType === 0 ? row.poolId : undefined),
      zone: row => row.zoneId,
    }),
    events: new Table<R.EventRow, 'node'>({ node: row => row.node }),
    images: new Table<R.ImageRow>({}),
    results: new Table<R.ResultRow, 'node'>({ node: row => row.node }),
    settings: new Table<R.SettingRow>({}),
  };
}

export type MaasTables = ReturnType<typeof makeTables>;

interface Snapshot {
  counters?: Record<string, number>;
  tables?: Record<string, unknown>;
}

/** Everything the region remembers, by table. Nonces are not part of it. */
export class MaasState {
  readonly tables: MaasTables = makeTables();
  #counters: Record<string, number> = {};

  /** The next number of a sequence; never given twice. */
  next(sequence: string): number {
    const value = (this.#counters[sequence] ?? 0) + 1;
    this.#counters[sequence] = value;
    return value;
  }

  dump(): unknown {
    const tables: Record<string, unknown> = {};
    for (const [name, table] of Object.entries(this.tables)) {
      tables[name] = [...table.all()];
    }
    return { counters: { ...this.#counters }, tables };
  }

  /** Throws when the snapshot lacks a table or is shaped differently. */
  load(snapshot: unknown): void {
    const stored = snapshot as Snapshot | null;
    if (typeof stored?.counters !== 'object') {
      throw new Error('the counters of maas are missing');
    }
    this.#counters = { ...stored.counters };
    for (const [name, table] of Object.entries(this.tables)) {
      const rows = stored.tables?.[name];
      if (!Array.isArray(rows)) {
        throw new Error(`table ${name} of maas is missing`);
      }
      const target: { load(loaded: readonly never[]): void } = table;
      target.load(rows as never[]);
    }
  }
}
