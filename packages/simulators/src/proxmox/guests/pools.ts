import type { ClusterTables } from '../ClusterState';

/** Puts a guest into a pool; it leaves the one it was in. */
export function joinPool(
  tables: ClusterTables,
  vmid: number,
  pool: string,
): void {
  tables.members.delete(String(vmid));
  tables.members.insert({ id: String(vmid), pool });
}

export function leavePool(tables: ClusterTables, vmid: number): void {
  tables.members.delete(String(vmid));
}

export function poolOf(
  tables: ClusterTables,
  vmid: number,
): string | undefined {
  return tables.members.get(String(vmid))?.pool;
}
