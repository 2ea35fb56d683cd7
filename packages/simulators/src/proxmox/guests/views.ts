import type { ClusterContext } from '../ClusterContext';
import type { GuestRow, Run } from '../rows';
import {
  agentEnabled,
  bootDiskBytes,
  displayName,
  isTemplate,
  memoryBytes,
  vcpus,
} from './config';
import { idle, measure } from './metrics';
import { isUnseen, shownRun } from './runs';

type View = Record<string, unknown>;

function marks(row: GuestRow): View {
  return {
    ...(row.config.tags === undefined ? {} : { tags: row.config.tags }),
    ...(row.config.lock === undefined ? {} : { lock: row.config.lock }),
  };
}

/** Share of a container's root file system that is in use, in bytes. */
function lxcDisk(row: GuestRow, run: Run | null): number {
  return row.kind === 'lxc' && run ? Math.round(bootDiskBytes(row) * 0.3) : 0;
}

/** A row of `/cluster/resources`, without pool and HA state. */
export function resourceRow(ctx: ClusterContext, row: GuestRow): View {
  const base = {
    id: `${row.kind}/${row.vmid}`,
    vmid: row.vmid,
    node: row.node,
    type: row.kind,
  };
  if (isUnseen(ctx, row) || !nodeIsUp(ctx, row)) {
    const { lock } = row.config;
    return { ...base, status: 'unknown', ...(lock ? { lock } : {}) };
  }
  const run = shownRun(ctx, row);
  const now = run ? measure(row, run, ctx.clock.now()) : idle;
  // One literal: a big cluster asks for ten thousand of these at a time.
  const view: View = {
    id: base.id,
    vmid: row.vmid,
    node: row.node,
    type: row.kind,
    name: displayName(row),
    status: run ? 'running' : 'stopped',
    template: isTemplate(row) ? 1 : 0,
    cpu: now.cpu,
    maxcpu: vcpus(row),
    mem: now.mem,
    maxmem: memoryBytes(row),
    disk: lxcDisk(row, run),
    maxdisk: bootDiskBytes(row),
    netin: now.netin,
    netout: now.netout,
    diskread: now.diskread,
    diskwrite: now.diskwrite,
    uptime: now.uptime,
  };
  if (ctx.major >= 9 && row.kind === 'qemu') {
    view.memhost = now.memhost;
  }
  return Object.assign(view, marks(row));
}

function nodeIsUp(ctx: ClusterContext, row: GuestRow): boolean {
  const node = ctx.tables.nodes.get(row.node);
  return node !== undefined && ctx.isOnline(node);
}

/** A row of `/nodes/{node}/qemu` or `…/lxc`, live. */
export function listRow(ctx: ClusterContext, row: GuestRow): View {
  const { run } = row;
  const all = run ? measure(row, run, ctx.clock.now()) : idle;
  const { memhost, diskread, diskwrite, ...now } = all;
  const isLxc = row.kind === 'lxc';
  return {
    vmid: row.vmid,
    name: displayName(row),
    status: run ? 'running' : 'stopped',
    ...now,
    ...(run || isLxc ? { diskread, diskwrite } : {}),
    cpus: vcpus(row),
    maxmem: memoryBytes(row),
    disk: lxcDisk(row, run),
    maxdisk: bootDiskBytes(row),
    ...(ctx.major >= 9 && !isLxc ? { memhost } : {}),
    ...(isTemplate(row) ? { template: 1 } : {}),
    ...(run ? { pid: run.pid } : {}),
    ...(isLxc
      ? {
          type: 'lxc',
          swap: 0,
          maxswap: Number(row.config.swap ?? 512) * 1024 ** 2,
        }
      : {}),
    ...marks(row),
  };
}

function pressure(ctx: ClusterContext): View {
  return ctx.major >= 9
    ? Object.fromEntries(
        ['cpu', 'io', 'memory'].flatMap(what =>
          ['some', 'full'].map(how => [`pressure${what}${how}`, 0]),
        ),
      )
    : {};
}

function drives(row: GuestRow): string[] {
  return Object.keys(row.config).filter(key =>
    /^(scsi|virtio|sata|ide)\d+$/.test(key),
  );
}

function qemuRunning(ctx: ClusterContext, row: GuestRow, run: Run): View {
  const now = measure(row, run, ctx.clock.now());
  const maxmem = memoryBytes(row);
  const nics = Object.keys(row.config).filter(key => /^net\d+$/.test(key));
  const blocks = drives(row);
  return {
    balloon: maxmem,
    freemem: maxmem - now.mem,
    ballooninfo: {
      actual: maxmem,
      max_mem: maxmem,
      total_mem: maxmem,
      free_mem: maxmem - now.mem,
      mem_swapped_in: 0,
      mem_swapped_out: 0,
      major_page_faults: 1500,
      minor_page_faults: 1_000_000,
      last_update: Math.floor(ctx.clock.now() / 1000),
    },
    nics: Object.fromEntries(
      nics.map((key, i) => [
        `tap${row.vmid}i${key.slice(3)}`,
        i === 0
          ? { netin: now.netin, netout: now.netout }
          : { netin: 0, netout: 0 },
      ]),
    ),
    blockstat: Object.fromEntries(
      blocks.map((key, i) => [
        key,
        {
          rd_bytes: i === 0 ? now.diskread : 0,
          wr_bytes: i === 0 ? now.diskwrite : 0,
          rd_operations: 0,
          wr_operations: 0,
          account_failed: true,
          account_invalid: true,
          timed_stats: [],
        },
      ]),
    ),
    'running-machine':
      ctx.major >= 9 ? 'pc-i440fx-10.1+pve0' : 'pc-i440fx-9.2+pve1',
    'running-qemu': ctx.major >= 9 ? '10.1.2' : '9.2.0',
    'proxmox-support': { 'pbs-dirty-bitmap': true, 'query-bitmap-info': true },
  };
}

/** `…/status/current` */
export function currentStatus(ctx: ClusterContext, row: GuestRow): View {
  const { run } = row;
  const resource = `${row.kind === 'qemu' ? 'vm' : 'ct'}:${row.vmid}`;
  const ha = ctx.tables.haResources.get(resource);
  const common = {
    ...listRow(ctx, row),
    ha: ha ? { managed: 1, state: ha.state } : { managed: 0 },
    ...(run ? pressure(ctx) : {}),
  };
  if (row.kind === 'lxc') {
    return common;
  }
  const qmp = run?.paused ? 'paused' : 'running';
  return {
    ...common,
    qmpstatus: run ? qmp : 'stopped',
    ...(agentEnabled(row) ? { agent: 1 } : {}),
    ...(run ? qemuRunning(ctx, row, run) : {}),
  };
}
