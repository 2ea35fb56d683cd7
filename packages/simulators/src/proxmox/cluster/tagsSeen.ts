import type { ClusterContext } from '../ClusterContext';

/** Tags of the guests that somebody may see, each once. */
export function tagsSeen(ctx: ClusterContext, authid: string): string[] {
  const tags = ctx.tables.guests
    .all()
    .filter(row => row.config.tags !== undefined)
    .filter(row => ctx.access.has(authid, `/vms/${row.vmid}`, 'VM.Audit'))
    .flatMap(row => String(row.config.tags).split(';'));
  return [...new Set(tags)].sort();
}
