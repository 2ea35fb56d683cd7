import { randomBytes } from 'node:crypto';
import { flag, need, type ApiCall, type Handlers } from '../api/types';
import { failure } from '../errors';
import type { GuestKind } from '../rows';
import { history } from '../nodes/history';
import { bootDiskBytes, displayName, memoryBytes, vcpus } from './config';
import { guestOf } from './configHandlers';
import { measure } from './metrics';
import { currentStatus, listRow } from './views';

function listGuests(call: ApiCall, kind: GuestKind) {
  const { ctx, principal } = call;
  const full = kind === 'qemu' && flag(call, 'full');
  return ctx.tables.guests
    .by('node', need(call, 'node'))
    .filter(row => row.kind === kind)
    .filter(row =>
      ctx.access.has(principal.authid, `/vms/${row.vmid}`, 'VM.Audit'),
    )
    .map(row => (full ? currentStatus(ctx, row) : listRow(ctx, row)));
}

function rrddata(call: ApiCall, kind: GuestKind) {
  const { ctx } = call;
  const row = guestOf(call, kind);
  const fixed = {
    maxcpu: vcpus(row),
    maxmem: memoryBytes(row),
    maxdisk: bootDiskBytes(row),
    disk: 0,
  };
  return history(call, time => {
    const run = row.run && row.run.since <= time ? row.run : null;
    if (!run) {
      return fixed;
    }
    const now = measure(row, run, time);
    const hourAgo = measure(row, run, time - 60_000);
    const rate = (key: 'netin' | 'netout' | 'diskread' | 'diskwrite') =>
      Math.max(0, (now[key] - hourAgo[key]) / 60);
    return {
      ...fixed,
      cpu: now.cpu,
      mem: now.mem,
      netin: rate('netin'),
      netout: rate('netout'),
      diskread: rate('diskread'),
      diskwrite: rate('diskwrite'),
      ...(ctx.major >= 9 ? { memhost: now.memhost } : {}),
    };
  });
}

/** A ticket for the console's web socket, and the port it would be on. */
function vncproxy(call: ApiCall, kind: GuestKind) {
  const { ctx, principal } = call;
  const row = guestOf(call, kind);
  if (!row.run && kind === 'qemu') {
    throw failure(`VM ${row.vmid} not running`);
  }
  const upid = ctx.tasks.start({
    node: row.node,
    type: 'vncproxy',
    subject: String(row.vmid),
    principal,
    takesMs: 10_000,
    label: displayName(row),
  });
  const time = Math.floor(ctx.clock.now() / 1000)
    .toString(16)
    .toUpperCase();
  return {
    user: principal.authid,
    ticket: `PVEVNC:${time}::${randomBytes(32).toString('base64')}`,
    cert: '',
    port: String(5900 + (row.vmid % 99)),
    upid,
    ...(flag(call, 'generate-password')
      ? { password: randomBytes(6).toString('base64url') }
      : {}),
  };
}

function index(call: ApiCall, kind: GuestKind) {
  guestOf(call, kind);
  return ['config', 'pending', 'status', 'snapshot', 'rrddata', 'vncproxy'].map(
    subdir => ({ subdir }),
  );
}

function handlersOf(kind: GuestKind): Handlers {
  const base = `/nodes/{node}/${kind}`;
  return {
    [`GET ${base}`]: call => listGuests(call, kind),
    [`GET ${base}/{vmid}`]: call => index(call, kind),
    [`GET ${base}/{vmid}/status`]: call => {
      guestOf(call, kind);
      return ['current', 'start', 'stop', 'shutdown', 'reboot'].map(subdir => ({
        subdir,
      }));
    },
    [`GET ${base}/{vmid}/status/current`]: call =>
      currentStatus(call.ctx, guestOf(call, kind)),
    [`GET ${base}/{vmid}/rrddata`]: call => rrddata(call, kind),
    [`POST ${base}/{vmid}/vncproxy`]: call => vncproxy(call, kind),
  };
}

export const listHandlers: Handlers = {
  ...handlersOf('qemu'),
  ...handlersOf('lxc'),
};
