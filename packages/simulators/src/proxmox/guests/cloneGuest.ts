import { randomUUID } from 'node:crypto';
import { flag, need, text, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestConfig, GuestKind, GuestRow, StorageRow } from '../rows';
import { formatSize, parseSize } from '../storage/size';
import { VolumeStore } from '../storage/VolumeStore';
import type { Work } from '../tasks/TaskEngine';
import {
  displayName,
  isTemplate,
  printDrive,
  storedNotes,
  withPending,
  type Drive,
} from './config';
import { guestOf, snapshotConfig } from './configHandlers';
import { kinds } from './kinds';
import {
  copied,
  demandCopyable,
  demandLinkable,
  demandTargetStorage,
  isLinked,
} from './cloneChecks';
import {
  demandNode,
  demandPool,
  demandUnlocked,
  lockName,
  lockTimeout,
} from './lookups';
import { placeGuest, removeGuest } from './newGuest';
import { newSmbios, normalizeLxcNet, normalizeNet } from './normalize';
import { joinPool } from './pools';
import { planAllocations, type LockPlan } from './storageLocks';

interface CloneInput {
  source: number;
  newid: number;
  full: boolean;
  /** The configuration that is copied. */
  config: GuestConfig;
  storage?: string;
  format?: string;
  target: string;
  pool?: string;
  name: string;
  description?: string;
  /** Bytes to copy, for the progress lines. */
  bytes: number;
  /** It holds the file lock of a running source. */
  exclusive: boolean;
}

/** Simulated bytes per millisecond that a full clone copies. */
const COPY_SPEED = 500_000;
const LOCK_PATIENCE_MS = 1000;

function log(
  input: CloneInput,
  drives: Drive[],
  label: string,
): Array<[number, string]> {
  const mib = (part: number) =>
    `${((input.bytes / 1024 ** 2) * part).toFixed(1)} MiB`;
  const progress = [0, 0.25, 0.5, 0.75, 1].map((part): [number, string] => [
    500 + (input.bytes / COPY_SPEED) * part,
    `transferred ${mib(part)} of ${mib(1)} (${(part * 100).toFixed(2)}%)`,
  ]);
  return [
    [0, `creating a clone of ${label} ${input.source} with ID ${input.newid}`],
    ...drives.map((drive): [number, string] => [
      200,
      `create ${
        isLinked(drive, input.full) ? 'linked' : 'full'
      } clone of drive ${drive.key} (${drive.volid})`,
    ]),
    ...(input.full ? progress : []),
  ];
}

function clone(call: ApiCall, kind: GuestKind): string {
  const { ctx } = call;
  const node = need(call, 'node');
  const newid = Number(need(call, 'newid'));
  const pool = text(call, 'pool');
  const target = text(call, 'target');
  const facts = kinds[kind];
  demandPool(ctx, pool);
  demandNode(ctx, target);
  demandTargetStorage(ctx, node, target, text(call, 'storage'));
  const row = guestOf(call, kind);
  demandUnlocked(row);
  const full = flag(call, 'full') ?? !isTemplate(row);
  const snapname = text(call, 'snapname');
  const config =
    snapname === undefined ? withPending(row) : snapshotConfig(row, snapname);
  const { drives, storages } = demandCopyable(call, row, full, config);
  if (ctx.tables.guests.get(String(newid))) {
    throw failure(
      `unable to create ${facts.label} ${newid}: config file already exists`,
    );
  }
  demandLinkable(row, drives, full);
  const bytes = full
    ? drives.reduce((sum, drive) => sum + parseSize(drive.options.size), 0)
    : 0;
  const input: CloneInput = {
    source: row.vmid,
    newid,
    full,
    config,
    storage: text(call, 'storage'),
    format: text(call, 'format'),
    target: target ?? node,
    pool,
    name:
      text(call, facts.nameKey) ?? `Copy-of-${facts.label}-${displayName(row)}`,
    description: text(call, 'description'),
    bytes,
    exclusive: false,
  };
  return startClone(call, row, input, drives, storages);
}

/** How long it takes, or which lock it does not get. */
function planClone(
  ctx: ClusterContext,
  row: GuestRow,
  input: CloneInput,
  storages: StorageRow[],
): LockPlan {
  const struck = ctx.faults.strikeObject(
    ctx.facts.name,
    ['lock-timeout'],
    `${kinds[row.kind].label} ${row.vmid}`,
  );
  if (struck) {
    return { takesMs: LOCK_PATIENCE_MS, fails: lockTimeout(row) };
  }
  // A running source is locked for the whole copy; others wait one second.
  const own = input.exclusive
    ? ctx.locks.queue(lockName(row), 0, LOCK_PATIENCE_MS)
    : { waitMs: 0 };
  if ('gaveUpAfterMs' in own) {
    return { takesMs: own.gaveUpAfterMs, fails: lockTimeout(row) };
  }
  const plan = planAllocations(ctx, row.node, storages);
  return plan.fails === undefined
    ? { takesMs: plan.takesMs + input.bytes / COPY_SPEED + 500 }
    : plan;
}

function startClone(
  call: ApiCall,
  row: GuestRow,
  input: CloneInput,
  drives: Drive[],
  storages: StorageRow[],
): string {
  const { ctx } = call;
  const facts = kinds[row.kind];
  const name = lockName(row);
  input.exclusive = row.run !== null;
  const plan = planClone(ctx, row, input, storages);
  placeGuest(ctx, {
    vmid: input.newid,
    kind: row.kind,
    node: input.target,
    config: { lock: row.kind === 'lxc' ? 'create' : 'clone' },
  });
  if (row.kind === 'lxc') {
    row.config.lock = 'disk';
  }
  if (plan.fails !== undefined) {
    input.exclusive = false;
  } else {
    // Clones of a stopped source share its lock; only writers wait for them.
    const end = ctx.clock.now() + ctx.clock.scaled(plan.takesMs);
    ctx.locks.holdUntil(name, end);
  }
  return ctx.tasks.start({
    node: row.node,
    type: `${facts.prefix}clone`,
    subject: String(row.vmid),
    principal: call.principal,
    takesMs: plan.takesMs,
    lines: log(input, drives, facts.label),
    fails: plan.fails,
    label: `${input.newid} ${input.name}`,
    work: { name: 'clone', input },
  });
}

function copyDrives(
  ctx: ClusterContext,
  input: CloneInput,
  row: GuestRow,
  source: string,
): GuestConfig {
  const volumes = new VolumeStore(ctx.tables);
  const out: GuestConfig = {};
  for (const drive of copied(input.config)) {
    const from = volumes.find(drive.volid, source);
    if (!from) {
      throw failure(`volume '${drive.volid}' does not exist`);
    }
    const made = isLinked(drive, input.full)
      ? volumes.link(from, input.newid, row.node, ctx.clock.now())
      : volumes.allocate({
          storage: volumes.storage(input.storage ?? from.storage),
          node: row.node,
          vmid: input.newid,
          content: row.kind === 'lxc' ? 'rootdir' : 'images',
          size: from.size,
          format: drive.cloudinit ? undefined : input.format ?? from.format,
          cloudinit: drive.cloudinit,
          now: ctx.clock.now(),
        });
    out[drive.key] = printDrive({
      volid: made.volid,
      options: { ...drive.options, size: formatSize(made.size) },
    });
  }
  return out;
}

/** What a copy has of its source: everything but its identity. */
function copiedConfig(row: GuestRow, input: CloneInput): GuestConfig {
  const { lock, template, parent, snaptime, vmstate, ...rest } = input.config;
  const fresh = row.kind === 'qemu' ? normalizeNet : normalizeLxcNet;
  const config = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !key.startsWith('unused'))
      .map(([key, value]) => [
        key,
        /^net\d+$/.test(key) ? fresh(String(value), true) : value,
      ]),
  );
  return {
    ...config,
    [kinds[row.kind].nameKey]: input.name,
    ...(row.kind === 'qemu' ? { smbios1: newSmbios() } : {}),
    ...(rest.vmgenid === undefined ? {} : { vmgenid: randomUUID() }),
    ...(input.description === undefined
      ? {}
      : { description: storedNotes(row.kind, input.description) }),
  };
}

function unlockSource(ctx: ClusterContext, input: CloneInput) {
  const source = ctx.tables.guests.get(String(input.source));
  if (source?.kind === 'lxc') {
    delete source.config.lock;
  }
  if (source && input.exclusive) {
    ctx.locks.release(lockName(source));
  }
  return source;
}

export function cloneWork(ctx: ClusterContext): Work<CloneInput> {
  return {
    run(input) {
      const source = unlockSource(ctx, input);
      const row = ctx.tables.guests.get(String(input.newid));
      if (!source || !row) {
        throw failure('configuration file vanished');
      }
      row.hidden = { ...source.hidden };
      row.config = {
        ...copiedConfig(row, input),
        ...copyDrives(ctx, input, row, source.node),
      };
      if (input.pool !== undefined) {
        joinPool(ctx.tables, input.newid, input.pool);
      }
    },
    abort(input) {
      unlockSource(ctx, input);
      removeGuest(ctx, input.newid);
    },
  };
}

export const cloneHandlers: Handlers = {
  'POST /nodes/{node}/qemu/{vmid}/clone': call => clone(call, 'qemu'),
  'POST /nodes/{node}/lxc/{vmid}/clone': call => clone(call, 'lxc'),
};
