import type { ClusterContext } from '../ClusterContext';
import type { GuestRow, Run } from '../rows';
import { withPending } from './config';

/** Simulated milliseconds from power-on until the guest agent answers. */
const BOOT_MS = 12_000;
/** Simulated milliseconds between two broadcasts of statistics. */
const BROADCAST_MS = 10_000;

/** Changes what a guest does; the cluster view learns it a little later. */
export function setRun(
  ctx: ClusterContext,
  row: GuestRow,
  run: Run | null,
): void {
  const now = ctx.clock.now();
  ctx.tables.guests.update(row, {
    before: shownRun(ctx, row),
    run,
    changedAt: now,
  });
  ctx.changed();
}

export function powerOn(ctx: ClusterContext, row: GuestRow): void {
  const now = ctx.clock.now();
  ctx.tables.guests.update(row, { config: withPending(row), pending: {} });
  setRun(ctx, row, {
    since: now,
    pid: ctx.tasks.nextPid(),
    paused: false,
    agentAt: now + ctx.clock.scaled(BOOT_MS),
    devices: devicesOf(ctx, row),
  });
}

export function powerOff(ctx: ClusterContext, row: GuestRow): void {
  setRun(ctx, row, null);
  ctx.tables.guests.update(row, { config: withPending(row), pending: {} });
}

/** PCI devices that a start takes: the free ones of its mappings, by node. */
export function devicesOf(ctx: ClusterContext, row: GuestRow): string[] {
  const taken = new Set(
    ctx.tables.guests
      .by('node', row.node)
      .filter(other => other.run && other.id !== row.id)
      .flatMap(other => other.run?.devices ?? []),
  );
  const config = withPending(row);
  const devices: string[] = [];
  for (const key of Object.keys(config).filter(name =>
    /^hostpci\d+$/.test(name),
  )) {
    const mapping = /(?:^|,)mapping=([^,]+)/.exec(String(config[key]))?.[1];
    const raw = String(config[key])
      .split(',')[0]
      .replace(/^host=/, '');
    const paths = mapping ? mappedPaths(ctx, mapping, row.node) : [raw];
    const free = paths.find(
      path => !taken.has(path) && !devices.includes(path),
    );
    if (free !== undefined) {
      devices.push(free);
    }
  }
  return devices;
}

export function mappedPaths(
  ctx: ClusterContext,
  mapping: string,
  node: string,
): string[] {
  return (ctx.tables.mappings.get(mapping)?.map ?? [])
    .filter(entry => entry.split(',').includes(`node=${node}`))
    .map(entry => /(?:^|,)path=([^,]+)/.exec(entry)?.[1] ?? '')
    .flatMap(paths => paths.split(';'));
}

function lastBroadcast(ctx: ClusterContext): number {
  const period = Math.max(1, ctx.clock.scaled(BROADCAST_MS));
  return Math.floor(ctx.clock.now() / period) * period;
}

/** What the cluster view believes: it lags behind by up to a broadcast. */
export function shownRun(ctx: ClusterContext, row: GuestRow): Run | null {
  return row.changedAt > lastBroadcast(ctx) ? row.before : row.run;
}

/** A guest that no broadcast has told of yet. */
export function isUnseen(ctx: ClusterContext, row: GuestRow): boolean {
  return row.createdAt > lastBroadcast(ctx);
}
