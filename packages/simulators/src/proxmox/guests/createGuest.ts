import {
  flag,
  need,
  number,
  text,
  type ApiCall,
  type Handlers,
} from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure, forbidden } from '../errors';
import type { GuestConfig, GuestKind, StorageRow } from '../rows';
import { storageOf, VolumeStore } from '../storage/VolumeStore';
import type { Work } from '../tasks/TaskEngine';
import { randomUUID } from 'node:crypto';
import { isDiskKey, parseDrive } from './config';
import { demandDrives, makeDrives } from './drives';
import { kinds } from './kinds';
import { demandPool } from './lookups';
import { placeGuest, removeGuest } from './newGuest';
import { newSmbios } from './normalize';
import { demandOptionRights } from './optionRights';
import { joinPool } from './pools';
import { planAllocations } from './storageLocks';
import { startTask } from './power';
import { readChanges } from './updateConfig';

interface CreateInput {
  vmid: number;
  config: GuestConfig;
  pool?: string;
  start: boolean;
  authid: string;
}

/** Parameters of a create call that do not go into the configuration. */
const NOT_STORED = [
  'pool',
  'start',
  'storage',
  'archive',
  'unique',
  'bwlimit',
  'live-restore',
  'ostemplate',
  'password',
  'ssh-public-keys',
  'restore',
  'ignore-unpack-errors',
  'ha-managed',
];

function demandAllocate(call: ApiCall, vmid: number, pool: string | undefined) {
  const { access } = call.ctx;
  const { authid } = call.principal;
  const allowed =
    access.has(authid, `/vms/${vmid}`, 'VM.Allocate') ||
    (pool !== undefined && access.has(authid, `/pool/${pool}`, 'VM.Allocate'));
  if (!allowed) {
    throw forbidden();
  }
}

function demandFreeId(ctx: ClusterContext, kind: GuestKind, vmid: number) {
  const taken = ctx.tables.guests.get(String(vmid));
  if (taken) {
    const other = kinds[taken.kind].label;
    throw failure(
      `unable to create ${kinds[kind].label} ${vmid} - ${other} ${vmid} already exists on node '${taken.node}'`,
    );
  }
}

/** A container's file system comes out of a template. */
function lxcChanges(call: ApiCall, node: string): GuestConfig {
  const template = need(call, 'ostemplate');
  const volumes = new VolumeStore(call.ctx.tables);
  volumes.storage(storageOf(template));
  if (!volumes.find(template, node)) {
    throw failure(`volume '${template}' does not exist`);
  }
  const distro = /vztmpl\/([a-z]+)/.exec(template)?.[1] ?? 'unmanaged';
  return {
    ostype: distro,
    arch: 'amd64',
    memory: 512,
    swap: 512,
    hostname: `CT${call.param.vmid}`,
    rootfs: `${text(call, 'storage') ?? 'local'}:4`,
  };
}

function qemuDefaults(ctx: ClusterContext, config: GuestConfig): GuestConfig {
  const order = Object.keys(config)
    .filter(key => isDiskKey(key) || /^net\d+$/.test(key))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const seconds = Math.floor(ctx.clock.now() / 1000);
  const version = ctx.major >= 9 ? '10.1.2' : '9.2.0';
  return {
    boot: `order=${order.join(';')}`,
    smbios1: newSmbios(),
    vmgenid: randomUUID(),
    meta: `creation-qemu=${version},ctime=${seconds}`,
    ...config,
  };
}

/** Disks boot before CD-ROMs, those before the network. */
function rank(key: string): number {
  if (key.startsWith('net')) {
    return 2;
  }
  return key.startsWith('ide') ? 1 : 0;
}

function storagesFor(call: ApiCall, config: GuestConfig): StorageRow[] {
  return Object.keys(config)
    .filter(isDiskKey)
    .map(key => parseDrive(String(config[key])).volid)
    .filter(volid => volid.includes(':') && !volid.includes('/'))
    .map(volid => new VolumeStore(call.ctx.tables).storage(storageOf(volid)));
}

function create(call: ApiCall, kind: GuestKind): string {
  const { ctx } = call;
  const node = need(call, 'node');
  const vmid = Number(need(call, 'vmid'));
  const pool = text(call, 'pool');
  demandPool(ctx, pool);
  demandAllocate(call, vmid, pool);
  const options = Object.fromEntries(
    Object.entries(readChanges(call, kind)).filter(
      (entry): entry is [string, string | number] =>
        entry[1] !== null && !NOT_STORED.includes(entry[0]),
    ),
  );
  const config: GuestConfig =
    kind === 'lxc' ? { ...lxcChanges(call, node), ...options } : options;
  demandOptionRights(call, kind, vmid, pool, options);
  demandDrives(call, node, config);
  demandFreeId(ctx, kind, vmid);
  const plan = planAllocations(ctx, node, storagesFor(call, config));
  placeGuest(ctx, { vmid, kind, node, config: { lock: 'create' } });
  const input: CreateInput = {
    vmid,
    config,
    pool,
    start: flag(call, 'start') ?? false,
    authid: call.principal.authid,
  };
  return ctx.tasks.start({
    node,
    type: `${kinds[kind].prefix}create`,
    subject: String(vmid),
    principal: call.principal,
    takesMs: plan.takesMs + (kind === 'lxc' ? 4000 : 500),
    fails: plan.fails,
    label: String(config[kinds[kind].nameKey] ?? ''),
    work: { name: 'create', input },
  });
}

export function createWork(ctx: ClusterContext): Work<CreateInput> {
  return {
    run({ vmid, config, pool, start, authid }) {
      const row = ctx.tables.guests.get(String(vmid));
      if (!row) {
        throw failure('configuration file vanished');
      }
      const made = makeDrives(ctx, row, config);
      const full = { ...config, ...made.config };
      row.config = row.kind === 'qemu' ? qemuDefaults(ctx, full) : full;
      if (pool !== undefined) {
        joinPool(ctx.tables, vmid, pool);
      }
      if (start) {
        startTask(ctx, row, authid);
      }
      return { lines: made.lines };
    },
    abort: ({ vmid }) => removeGuest(ctx, vmid),
  };
}

export const createHandlers: Handlers = {
  'POST /nodes/{node}/qemu': call => {
    if (
      text(call, 'archive') !== undefined &&
      number(call, 'vmid') !== undefined
    ) {
      throw failure('the simulator keeps no backups to restore from');
    }
    return create(call, 'qemu');
  },
  'POST /nodes/{node}/lxc': call => create(call, 'lxc'),
};
