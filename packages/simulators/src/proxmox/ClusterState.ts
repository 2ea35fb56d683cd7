import { Table } from '../kernel/Table';
import type * as R from './rows';

function makeTables() {
  return {
    nodes: new Table<R.NodeRow>({}),
    guests: new Table<R.GuestRow, 'node'>({ node: row => row.node }),
    volumes: new Table<R.VolumeRow, 'guest' | 'storage' | 'parent'>({
      guest: row => (row.vmid === null ? undefined : String(row.vmid)),
      storage: row => row.storage,
      parent: row => row.parent ?? undefined,
    }),
    storages: new Table<R.StorageRow>({}),
    pools: new Table<R.PoolRow>({}),
    members: new Table<R.MemberRow, 'pool'>({ pool: row => row.pool }),
    users: new Table<R.UserRow>({}),
    tokens: new Table<R.TokenRow, 'user'>({ user: row => row.userId }),
    groups: new Table<R.GroupRow>({}),
    roles: new Table<R.RoleRow>({}),
    acl: new Table<R.AclRow, 'path'>({ path: row => row.path }),
    tasks: new Table<R.TaskRow, 'node'>({ node: row => row.node }),
    mappings: new Table<R.MappingRow>({}),
    zones: new Table<R.SdnRow>({}),
    vnets: new Table<R.SdnRow>({}),
    haResources: new Table<R.HaResourceRow>({}),
    haGroups: new Table<R.PlainRow>({}),
    haRules: new Table<R.PlainRow>({}),
    /** One row `options`: datacenter.cfg. */
    datacenter: new Table<R.PlainRow>({}),
  };
}

export type ClusterTables = ReturnType<typeof makeTables>;

/** Everything one cluster remembers, by table. */
export class ClusterState {
  readonly tables: ClusterTables = makeTables();

  /** Rows of every table, ready for JSON. */
  dump(): Record<string, unknown[]> {
    return Object.fromEntries(
      Object.entries(this.tables).map(([name, table]) => [
        name,
        [...table.all()],
      ]),
    );
  }

  /** Throws when the snapshot lacks a table. */
  load(snapshot: unknown): void {
    const stored = snapshot as Record<string, unknown> | null;
    for (const [name, table] of Object.entries(this.tables)) {
      const rows = stored?.[name];
      if (!Array.isArray(rows)) {
        throw new Error(`table ${name} is missing`);
      }
      const target: { load(loaded: readonly never[]): void } = table;
      target.load(rows as never[]);
    }
  }
}
