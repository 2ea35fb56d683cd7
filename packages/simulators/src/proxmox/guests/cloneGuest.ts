import { flag, need, text, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestConfig, GuestKind, GuestRow, StorageRow } from '../rows';
import { formatSize, parseSize } from '../storage/size';
import { storageOf, VolumeStore } from '../storage/VolumeStore';
import type { Work } from '../tasks/TaskEngine';
import {
  displayName,
  drivesOf,
  isTemplate,
  printDrive,
  withPending,
  type Drive,
} from './config';
import { guestOf, snapshotConfig } from './configHandlers';
import { kinds } from './kinds';
import {
  demandNode,
  demandPool,
  demandUnlocked,
  lockName,
  lockTimeout,
} from './lookups';
import { placeGuest, removeGuest } from './newGuest';
import { newSmbios, normalizeLxcNet, normalizeNet } from './normalize';
import { demandBridge } from './optionRights';
import { joinPool } from './pools';
import { planAllocations } from './storageLocks';

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

function copied(config: GuestConfig): Drive[] {
  return drivesOf(config).filter(
    drive => drive.cloudinit || (!drive.cdrom && drive.volid !== 'none'),
  );
}

function isLinked(drive: Drive, full: boolean): boolean {
  return !full && !drive.cloudinit;
}

/** Storages that the copy takes space on; demands the right to. */
function demandStorages(
  call: ApiCall,
  drives: Drive[],
  storage?: string,
): StorageRow[] {
  const { ctx, principal } = call;
  const volumes = new VolumeStore(ctx.tables);
  return drives.map(drive => {
    const row = volumes.storage(storage ?? storageOf(drive.volid));
    ctx.access.demand(
      principal.authid,
      `/storage/${row.id}`,
      'Datastore.AllocateSpace',
    );
    return row;
  });
}

function demandTargetStorage(
  ctx: ClusterContext,
  node: string,
  target: string | undefined,
  storage: string | undefined,
) {
  if (storage === undefined) {
    return;
  }
  const row = new VolumeStore(ctx.tables).storage(storage);
  if (target !== undefined && target !== node && !row.shared) {
    throw failure(`can't clone to non-shared storage '${storage}'`);
  }
}

function demandLinkable(row: GuestRow, drives: Drive[], full: boolean) {
  for (const drive of drives.filter(one => isLinked(one, full))) {
    if (!/(^|[/:])base-/.test(drive.volid)) {
      throw failure(
        `Linked clone feature is not supported for drive '${drive.key}'`,
      );
    }
  }
  if (!full && !isTemplate(row)) {
    throw failure('Linked clone of a guest that is no template');
  }
}

function demandCopyable(
  call: ApiCall,
  row: GuestRow,
  full: boolean,
  config: GuestConfig,
): { storages: StorageRow[]; drives: Drive[] } {
  const { ctx } = call;
  const target = text(call, 'target');
  const storage = text(call, 'storage');
  for (const name of full ? [] : ['storage', 'format']) {
    if (call.param[name] !== undefined) {
      throw failure(`parameter '${name}' not allowed for linked clones`);
    }
  }
  const drives = copied(config);
  const storages = demandStorages(call, drives, storage);
  const volumes = new VolumeStore(ctx.tables);
  const local = drives.some(drive => !volumes.isShared(drive.volid));
  if (target !== undefined && target !== row.node && local) {
    throw failure(
      `can't clone ${kinds[row.kind].label} to node '${target}' (${
        kinds[row.kind].label
      } uses local storage)`,
    );
  }
  for (const [key, value] of Object.entries(config)) {
    if (/^net\d+$/.test(key)) {
      demandBridge(call, String(value));
    }
  }
  return { storages, drives };
}

function log(
  input: CloneInput,
  drives: Drive[],
  allocMs: number,
  label: string,
) {
  const lines: Array<[number, string]> = [
    [0, `creating a clone of ${label} ${input.source} with ID ${input.newid}`],
  ];
  for (const drive of drives) {
    const how = isLinked(drive, input.full) ? 'linked' : 'full';
    lines.push([
      allocMs / 2,
      `create ${how} clone of drive ${drive.key} (${drive.volid})`,
    ]);
  }
  if (input.full) {
    const size = `${(input.bytes / 1024 ** 2).toFixed(1)} MiB`;
    for (const percent of [0, 25, 50, 75, 100]) {
      const done = `${((input.bytes / 1024 ** 2) * (percent / 100)).toFixed(
        1,
      )} MiB`;
      lines.push([
        allocMs + ((input.bytes / COPY_SPEED) * percent) / 100,
        `transferred ${done} of ${size} (${percent}.00%)`,
      ]);
    }
  }
  return lines;
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

function startClone(
  call: ApiCall,
  row: GuestRow,
  input: CloneInput,
  drives: Drive[],
  storages: StorageRow[],
): string {
  const { ctx } = call;
  const facts = kinds[row.kind];
  const plan = planAllocations(ctx, row.node, storages);
  const exclusive = row.run !== null;
  const name = lockName(row);
  // A running source is locked for the whole copy; others wait one second.
  const waits = exclusive ? ctx.locks.queue(name, 0, 1000) : { waitMs: 0 };
  const fails = 'waitMs' in waits ? plan.fails : lockTimeout(row);
  const takesMs =
    plan.takesMs + (plan.fails ? 0 : input.bytes / COPY_SPEED + 500);
  placeGuest(ctx, {
    vmid: input.newid,
    kind: row.kind,
    node: input.target,
    config: { lock: row.kind === 'lxc' ? 'create' : 'clone' },
  });
  if (row.kind === 'lxc') {
    row.config.lock = 'disk';
  }
  if (exclusive && fails === undefined) {
    input.exclusive = true;
    ctx.locks.holdUntil(name, ctx.clock.now() + ctx.clock.scaled(takesMs));
  }
  return ctx.tasks.start({
    node: row.node,
    type: `${facts.prefix}clone`,
    subject: String(row.vmid),
    principal: call.principal,
    takesMs,
    lines: log(input, drives, plan.takesMs, facts.label),
    fails,
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
    ...(input.description === undefined
      ? {}
      : { description: input.description }),
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
