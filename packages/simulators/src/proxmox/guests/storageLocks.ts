import type { ClusterContext } from '../ClusterContext';
import type { StorageRow } from '../rows';

/** Simulated milliseconds that allocating one image holds a storage's lock. */
const HOLD_MS = 500;
const LOCAL_PATIENCE_MS = 10_000;
const SHARED_PATIENCE_MS = 60_000;

export interface LockPlan {
  /** Simulated milliseconds until all images are allocated, or it is given up. */
  takesMs: number;
  /** The text of the time-out, if it is given up. */
  fails?: string;
}

/**
 * Allocations on one storage happen one after the other; many clones at once
 * wait in line and the last of them run into the time-out of the lock.
 */
export function planAllocations(
  ctx: ClusterContext,
  node: string,
  storages: readonly StorageRow[],
): LockPlan {
  let takesMs = 0;
  for (const storage of storages) {
    const text = storage.shared
      ? `cfs-lock 'storage-${storage.id}' error: got lock request timeout`
      : `can't lock file '/var/lock/pve-manager/pve-storage-${storage.id}' - got timeout`;
    const patience = storage.shared ? SHARED_PATIENCE_MS : LOCAL_PATIENCE_MS;
    const struck = ctx.faults.strikeObject(
      ctx.facts.name,
      ['lock-timeout'],
      `storage ${storage.id}`,
    );
    if (struck) {
      return { takesMs: takesMs + patience, fails: text };
    }
    const name = storage.shared
      ? `storage-${storage.id}`
      : `storage-${storage.id}-${node}`;
    const result = ctx.locks.queue(name, HOLD_MS, patience);
    if ('gaveUpAfterMs' in result) {
      return { takesMs: takesMs + result.gaveUpAfterMs, fails: text };
    }
    takesMs = Math.max(takesMs, result.waitMs) + HOLD_MS;
  }
  return { takesMs };
}
