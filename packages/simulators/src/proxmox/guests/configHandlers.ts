import {
  flag,
  need,
  number,
  text,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { failure } from '../errors';
import type { GuestConfig, GuestKind, GuestRow } from '../rows';
import { digestOf, withPending } from './config';
import { guestOn } from './lookups';
import { normalizeNet } from './normalize';
import { applyUpdate, prepareUpdate } from './updateConfig';

export function guestOf(call: ApiCall, kind: GuestKind): GuestRow {
  return guestOn(call.ctx, need(call, 'node'), kind, Number(call.param.vmid));
}

function readConfig(call: ApiCall, kind: GuestKind) {
  const row = guestOf(call, kind);
  const snapname = text(call, 'snapshot');
  if (snapname !== undefined) {
    return { ...snapshotConfig(row, snapname), digest: digestOf(row) };
  }
  const config: GuestConfig = flag(call, 'current')
    ? row.config
    : withPending(row);
  const { parent } = lastSnapshot(row);
  return {
    ...config,
    ...(parent === undefined ? {} : { parent }),
    digest: digestOf(row),
  };
}

function lastSnapshot(row: GuestRow): { parent?: string } {
  const parent = row.snapshots[row.snapshots.length - 1]?.name;
  return parent === undefined ? {} : { parent };
}

/** @throws PveError 500 */
export function snapshotConfig(row: GuestRow, name: string): GuestConfig {
  const snapshot = row.snapshots.find(candidate => candidate.name === name);
  if (!snapshot) {
    throw failure(`snapshot '${name}' does not exist`);
  }
  const { snaptime, description, parent, config } = snapshot;
  return {
    ...config,
    snaptime,
    ...(description === undefined ? {} : { description }),
    ...(parent === undefined ? {} : { parent }),
  };
}

function readPending(call: ApiCall, kind: GuestKind) {
  const row = guestOf(call, kind);
  const keys = new Set([
    ...Object.keys(row.config),
    ...Object.keys(row.pending),
  ]);
  const rows = [...keys].map(key => {
    const value = row.config[key];
    const wanted = row.pending[key];
    return {
      key,
      ...(value === undefined ? {} : { value }),
      ...(wanted === null ? { delete: 1 } : {}),
      ...(wanted === null || wanted === undefined ? {} : { pending: wanted }),
    };
  });
  return [...rows, { key: 'digest', value: digestOf(row) }];
}

async function putConfig(call: ApiCall, kind: GuestKind) {
  const { guest, changes } = prepareUpdate(
    call,
    () => guestOf(call, kind),
    kind,
  );
  await applyUpdate(call, guest, changes);
}

/** Asynchronous: a task does it, though checks that can fail early do. */
async function postConfig(call: ApiCall) {
  const { guest, changes } = prepareUpdate(
    call,
    () => guestOf(call, 'qemu'),
    'qemu',
  );
  const lines = await applyUpdate(call, guest, changes);
  const upid = call.ctx.tasks.start({
    node: guest.node,
    type: 'qmconfig',
    subject: String(guest.vmid),
    principal: call.principal,
    takesMs: 500,
    lines: lines.map(line => [0, line]),
  });
  const delay = number(call, 'background_delay');
  return delay === undefined ? upid : null;
}

/** What a VM's cloud-init drive would be made of. */
function readCloudInit(call: ApiCall) {
  const row = guestOf(call, 'qemu');
  const keys = Object.keys(row.config).filter(key =>
    /^(ci|sshkeys|ipconfig|nameserver|searchdomain)/.test(key),
  );
  return keys.map(key => ({ key, value: row.config[key] }));
}

export const configHandlers: Handlers = {
  'GET /nodes/{node}/qemu/{vmid}/config': call => readConfig(call, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/config': call => readConfig(call, 'lxc'),
  'GET /nodes/{node}/qemu/{vmid}/pending': call => readPending(call, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/pending': call => readPending(call, 'lxc'),
  'PUT /nodes/{node}/qemu/{vmid}/config': call => putConfig(call, 'qemu'),
  'PUT /nodes/{node}/lxc/{vmid}/config': call => putConfig(call, 'lxc'),
  'POST /nodes/{node}/qemu/{vmid}/config': postConfig,
  'GET /nodes/{node}/qemu/{vmid}/cloudinit': readCloudInit,
  'PUT /nodes/{node}/qemu/{vmid}/cloudinit': call => {
    guestOf(call, 'qemu');
  },
};

/** New addresses for every interface of a copy. */
export function freshNets(config: GuestConfig): GuestConfig {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      /^net\d+$/.test(key) ? normalizeNet(String(value), true) : value,
    ]),
  );
}
