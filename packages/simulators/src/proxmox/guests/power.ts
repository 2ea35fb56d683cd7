import { flag, need, type ApiCall, type Handlers } from '../api/types';
import { principalOf, type Principal } from '../access/principal';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestKind, GuestRow } from '../rows';
import type { Work } from '../tasks/TaskEngine';
import { displayName, isTemplate, withPending } from './config';
import { kinds } from './kinds';
import { demandUnlocked, missingConfig, rootOnly } from './lookups';
import { devicesOf, mappedPaths, powerOff, powerOn, setRun } from './runs';

export type PowerAction =
  | 'start'
  | 'stop'
  | 'shutdown'
  | 'reboot'
  | 'reset'
  | 'suspend'
  | 'resume';

/** Simulated milliseconds. */
const TAKES_MS: Record<PowerAction, number> = {
  start: 2500,
  stop: 1000,
  shutdown: 5000,
  reboot: 8000,
  reset: 500,
  suspend: 500,
  resume: 500,
};

export interface PowerInput {
  vmid: number;
  node: string;
  kind: GuestKind;
  action: PowerAction;
  /** Of `suspend`: hibernates, and the process ends. */
  toDisk?: boolean;
}

function taskType({ kind, action, toDisk }: PowerInput): string {
  const pauses = kind === 'qemu' && action === 'suspend' && !toDisk;
  return `${kinds[kind].prefix}${pauses ? 'pause' : action}`;
}

function find(ctx: ClusterContext, input: PowerInput): GuestRow {
  const row = ctx.tables.guests.get(String(input.vmid));
  if (!row || row.node !== input.node || row.kind !== input.kind) {
    throw failure(missingConfig(input.node, input.kind, input.vmid));
  }
  return row;
}

function demandStartable(ctx: ClusterContext, row: GuestRow): void {
  const { label } = kinds[row.kind];
  if (isTemplate(row)) {
    throw failure(
      row.kind === 'qemu'
        ? `you can't start a vm if it's a template`
        : `you can't start a CT if it's a template`,
    );
  }
  if (row.config.lock !== 'suspended') {
    demandUnlocked(row);
  }
  if (row.run) {
    throw failure(`${label} ${row.vmid} already running`);
  }
  demandDevices(ctx, row);
}

/** A device that another guest of the node has is found out only at the start. */
function demandDevices(ctx: ClusterContext, row: GuestRow): void {
  const config = withPending(row);
  const wanted = Object.keys(config).filter(key => /^hostpci\d+$/.test(key));
  if (devicesOf(ctx, row).length === wanted.length) {
    return;
  }
  const [key] = wanted;
  const mapping = /(?:^|,)mapping=([^,]+)/.exec(String(config[key]))?.[1];
  const [path] = mapping
    ? mappedPaths(ctx, mapping, row.node)
    : [String(config[key]).split(',')[0]];
  if (path === undefined) {
    throw failure(
      `PCI device mapping not found for '${mapping}' on node '${row.node}'`,
    );
  }
  const holder = ctx.tables.guests
    .by('node', row.node)
    .find(other => other.run?.devices.includes(path));
  throw failure(
    `PCI device '${path}' already in use by VMID '${holder?.vmid ?? '?'}'`,
  );
}

/** The early checks of the worker: most fail at once, in the task. */
function refusal(ctx: ClusterContext, input: PowerInput): string | undefined {
  try {
    const row = find(ctx, input);
    if (input.action === 'start') {
      demandStartable(ctx, row);
    } else {
      demandUnlocked(row);
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function begin(
  ctx: ClusterContext,
  input: PowerInput,
  principal: Principal,
): string {
  const fails = refusal(ctx, input);
  const row = ctx.tables.guests.get(String(input.vmid));
  return ctx.tasks.start({
    node: input.node,
    type: taskType(input),
    subject: String(input.vmid),
    principal,
    takesMs:
      fails !== undefined || (input.action !== 'start' && !row?.run)
        ? 100
        : TAKES_MS[input.action],
    fails,
    label: row ? displayName(row) : '',
    work: { name: 'power', input },
  });
}

/** Starts a guest on somebody's behalf, with a task of its own. */
export function startTask(
  ctx: ClusterContext,
  row: GuestRow,
  authid: string,
): string {
  return powerTask(ctx, row, 'start', authid);
}

export function powerTask(
  ctx: ClusterContext,
  row: GuestRow,
  action: PowerAction,
  authid: string,
): string {
  const { vmid, node, kind } = row;
  return begin(ctx, { vmid, node, kind, action }, principalOf(authid));
}

/** HA does it later; the task only puts the wish into the queue. */
function viaHa(call: ApiCall, input: PowerInput): string | undefined {
  const { ctx } = call;
  const sid = `${input.kind === 'qemu' ? 'vm' : 'ct'}:${input.vmid}`;
  const resource = ctx.tables.haResources.get(sid);
  const wishes: Partial<Record<PowerAction, 'started' | 'stopped'>> = {
    start: 'started',
    stop: 'stopped',
    shutdown: 'stopped',
  };
  const state = wishes[input.action];
  if (!resource || resource.state === 'ignored' || !state) {
    return undefined;
  }
  return ctx.tasks.start({
    node: input.node,
    type: state === 'started' ? 'hastart' : 'hastop',
    subject: String(input.vmid),
    principal: call.principal,
    takesMs: 800,
    lines: [
      [
        0,
        `Requesting HA ${input.action === 'start' ? 'start' : 'stop'} for ${
          kinds[input.kind].label
        } ${input.vmid}`,
      ],
    ],
    work: { name: 'ha-wish', input: { sid, state } },
  });
}

function demandRunning(row: GuestRow) {
  if (!row.run) {
    throw failure(`${kinds[row.kind].label} ${row.vmid} not running`);
  }
}

function power(call: ApiCall, kind: GuestKind, action: PowerAction): string {
  const { ctx } = call;
  const input: PowerInput = {
    vmid: Number(call.param.vmid),
    node: need(call, 'node'),
    kind,
    action,
    ...(kind === 'qemu' &&
      action === 'suspend' &&
      flag(call, 'todisk') && { toDisk: true }),
  };
  rootOnly(call.principal.authid, call.param, [
    'skiplock',
    'stateuri',
    'migratedfrom',
  ]);
  // Containers, and what needs a running guest, are looked at in the request.
  if (kind === 'lxc' || !['start', 'stop', 'shutdown'].includes(action)) {
    const row = find(ctx, input);
    if (['reboot', 'reset', 'suspend', 'resume'].includes(action)) {
      demandRunning(row);
    } else if (kind === 'lxc' && action === 'start' && row.run) {
      throw failure(`CT ${row.vmid} already running`);
    }
  }
  return viaHa(call, input) ?? begin(ctx, input, call.principal);
}

function act(ctx: ClusterContext, row: GuestRow, input: PowerInput): void {
  const { action, toDisk } = input;
  switch (action) {
    case 'start':
      demandStartable(ctx, row);
      // of a VM whose memory lies on disk it is read back, and the lock goes (`vm_start` of qemu-server)
      delete row.config.lock;
      powerOn(ctx, row);
      return;
    case 'stop':
    case 'shutdown':
      if (row.run) {
        powerOff(ctx, row);
      }
      return;
    case 'reboot':
    case 'reset':
      if (action === 'reboot') {
        powerOff(ctx, row);
      }
      powerOn(ctx, row);
      return;
    default:
      if (toDisk) {
        powerOff(ctx, row);
        row.config.lock = 'suspended';
      } else if (row.run) {
        setRun(ctx, row, { ...row.run, paused: action === 'suspend' });
      }
  }
}

export function powerWork(ctx: ClusterContext): Work<PowerInput> {
  return { run: input => act(ctx, find(ctx, input), input) };
}

function handlersOf(kind: GuestKind, actions: PowerAction[]): Handlers {
  return Object.fromEntries(
    actions.map(action => [
      `POST /nodes/{node}/${kind}/{vmid}/status/${action}`,
      (call: ApiCall) => power(call, kind, action),
    ]),
  );
}

export const powerHandlers: Handlers = {
  ...handlersOf('qemu', [
    'start',
    'stop',
    'shutdown',
    'reboot',
    'reset',
    'suspend',
    'resume',
  ]),
  ...handlersOf('lxc', [
    'start',
    'stop',
    'shutdown',
    'reboot',
    'suspend',
    'resume',
  ]),
};
