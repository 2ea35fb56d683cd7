import type { ClusterContext } from '../ClusterContext';
import { failure, forbidden, invalid } from '../errors';
import type { GuestKind, GuestRow } from '../rows';
import { digestOf } from './config';
import { kinds } from './kinds';

/** Simulated milliseconds that a configuration write waits for its file lock. */
const WRITE_PATIENCE_MS = 10_000;

export function missingConfig(
  node: string,
  kind: GuestKind,
  vmid: number,
): string {
  return `Configuration file 'nodes/${node}/${kinds[kind].folder}/${vmid}.conf' does not exist`;
}

/** @throws PveError 500 also when it is on another node or of the other kind */
export function guestOn(
  ctx: ClusterContext,
  node: string,
  kind: GuestKind,
  vmid: number,
): GuestRow {
  const row = ctx.tables.guests.get(String(vmid));
  if (!row || row.node !== node || row.kind !== kind) {
    throw failure(missingConfig(node, kind, vmid));
  }
  return row;
}

/** @throws PveError 500 `VM is locked (clone)` */
export function demandUnlocked(row: GuestRow): void {
  const { lock } = row.config;
  if (lock !== undefined) {
    throw failure(`${kinds[row.kind].label} is locked (${lock})`);
  }
}

export function demandDigest(row: GuestRow, digest: string | undefined): void {
  if (digest !== undefined && digest !== digestOf(row)) {
    throw failure('checksum mismatch (file change by other user?)');
  }
}

export function lockName(row: GuestRow): string {
  return `guest-${row.vmid}`;
}

export function lockTimeout(row: GuestRow): string {
  const { lockFolder } = kinds[row.kind];
  return `can't lock file '${lockFolder}${row.vmid}.${
    row.kind === 'qemu' ? 'conf' : 'lock'
  }' - got timeout`;
}

/** Waits for the file lock of a configuration, as every write does. */
export async function lockForWrite(
  ctx: ClusterContext,
  row: GuestRow,
): Promise<void> {
  const struck = ctx.faults.strikeObject(
    ctx.facts.name,
    ['lock-timeout'],
    `${kinds[row.kind].label} ${row.vmid}`,
  );
  const message = lockTimeout(row);
  if (struck) {
    throw failure(message);
  }
  await ctx.locks.wait(lockName(row), WRITE_PATIENCE_MS, message);
}

/** @throws PveError 403, as for a pool without any rights on it */
export function demandPool(ctx: ClusterContext, pool: string | undefined) {
  if (pool !== undefined && !ctx.tables.pools.get(pool)) {
    throw forbidden(`pool '${pool}' does not exist`);
  }
}

/** @throws PveError 500 */
export function demandNode(ctx: ClusterContext, target: string | undefined) {
  if (target !== undefined && !ctx.tables.nodes.get(target)) {
    throw failure(`no such cluster node '${target}'`);
  }
}

/** Options that only root@pam itself may give, like `skiplock`. */
export function rootOnly(
  authid: string,
  given: Record<string, unknown>,
  names: readonly string[],
): void {
  const used = names.find(name => given[name] !== undefined);
  if (used !== undefined && authid !== 'root@pam') {
    throw invalid({ [used]: 'Only root may use this option.' });
  }
}
