import type { ClusterContext } from '../ClusterContext';
import type { GuestConfig, GuestKind, GuestRow } from '../rows';
import { VolumeStore } from '../storage/VolumeStore';
import { leavePool } from './pools';

/** A configuration file that exists and is locked while the work goes on. */
export function placeGuest(
  ctx: ClusterContext,
  guest: { vmid: number; kind: GuestKind; node: string; config: GuestConfig },
): GuestRow {
  const now = ctx.clock.now();
  return ctx.tables.guests.insert({
    ...guest,
    id: String(guest.vmid),
    pending: {},
    snapshots: [],
    run: null,
    before: null,
    changedAt: now,
    createdAt: now,
    hidden: {},
  });
}

/** Takes away a guest with its images, pool membership and access lists. */
export function removeGuest(ctx: ClusterContext, vmid: number): void {
  const { tables } = ctx;
  const volumes = new VolumeStore(tables);
  for (const volume of [...tables.volumes.by('guest', String(vmid))]) {
    volumes.free(volume);
  }
  tables.guests.delete(String(vmid));
  leavePool(tables, vmid);
  for (const row of [...tables.acl.by('path', `/vms/${vmid}`)]) {
    tables.acl.delete(row.id);
  }
}
