import { flag, need, text, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestKind, GuestRow, Snapshot } from '../rows';
import type { Work } from '../tasks/TaskEngine';
import { digestOf, drivesOf, isTemplate, storedNotes } from './config';
import { guestOf, snapshotConfig } from './configHandlers';
import { kinds } from './kinds';
import { demandUnlocked } from './lookups';
import { powerOff } from './runs';

interface SnapshotInput {
  vmid: number;
  name: string;
  action: 'snapshot' | 'rollback' | 'delsnapshot';
  description?: string;
  vmstate: boolean;
}

const LOCKS = {
  snapshot: 'snapshot',
  rollback: 'rollback',
  delsnapshot: 'snapshot-delete',
} as const;

function listSnapshots(call: ApiCall, kind: GuestKind) {
  const row = guestOf(call, kind);
  const newest = row.snapshots[row.snapshots.length - 1];
  return [
    ...row.snapshots.map(
      ({ name, parent, description, snaptime, vmstate }) => ({
        name,
        snaptime,
        description: description ?? '',
        ...(parent === undefined ? {} : { parent }),
        ...(kind === 'qemu' ? { vmstate: vmstate ? 1 : 0 } : {}),
      }),
    ),
    {
      name: 'current',
      description: 'You are here!',
      digest: digestOf(row),
      ...(newest ? { parent: newest.name } : {}),
      ...(kind === 'qemu' ? { running: row.run ? 1 : 0 } : {}),
    },
  ];
}

function find(row: GuestRow, name: string): Snapshot {
  const snapshot = row.snapshots.find(candidate => candidate.name === name);
  if (!snapshot) {
    throw failure(`snapshot '${name}' does not exist`);
  }
  return snapshot;
}

/** Raw files know no snapshots; every other kind of image here does. */
function demandFeature(row: GuestRow) {
  const raw = drivesOf(row.config).some(
    drive => !drive.cdrom && drive.volid.endsWith('.raw'),
  );
  if (raw) {
    throw failure('snapshot feature is not available');
  }
}

function demandPossible(row: GuestRow, input: SnapshotInput): void {
  demandUnlocked(row);
  if (input.action !== 'snapshot') {
    find(row, input.name);
    return;
  }
  if (isTemplate(row)) {
    throw failure("you can't take a snapshot if it's a template");
  }
  if (row.snapshots.some(({ name }) => name === input.name)) {
    throw failure(`snapshot name '${input.name}' already used`);
  }
  demandFeature(row);
}

function begin(
  call: ApiCall,
  kind: GuestKind,
  action: SnapshotInput['action'],
) {
  const { ctx } = call;
  const row = guestOf(call, kind);
  const name = need(call, 'snapname');
  if (action === 'snapshot' && ['current', 'pending'].includes(name)) {
    throw failure(`unable to use snapshot name '${name}' (reserved name)`);
  }
  const notes = text(call, 'description');
  const input: SnapshotInput = {
    vmid: row.vmid,
    name,
    action,
    description: notes === undefined ? undefined : storedNotes(kind, notes),
    vmstate: flag(call, 'vmstate') ?? false,
  };
  let fails: string | undefined;
  try {
    demandPossible(row, input);
    row.config.lock = LOCKS[action];
  } catch (error) {
    fails = (error as Error).message;
  }
  return ctx.tasks.start({
    node: row.node,
    type: `${kinds[kind].prefix}${action}`,
    subject: String(row.vmid),
    principal: call.principal,
    takesMs: fails === undefined ? 2000 : 100,
    fails,
    label: name,
    work: fails === undefined ? { name: 'snapshot', input } : undefined,
  });
}

function act(ctx: ClusterContext, row: GuestRow, input: SnapshotInput): void {
  delete row.config.lock;
  if (input.action === 'snapshot') {
    row.snapshots.push({
      name: input.name,
      parent: row.snapshots[row.snapshots.length - 1]?.name,
      description: input.description,
      snaptime: Math.floor(ctx.clock.now() / 1000),
      vmstate: input.vmstate,
      config: { ...row.config },
    });
  } else if (input.action === 'rollback') {
    const { config } = find(row, input.name);
    if (row.run) {
      powerOff(ctx, row);
    }
    row.config = { ...config };
    row.pending = {};
  } else {
    const gone = find(row, input.name);
    row.snapshots = row.snapshots.filter(other => other !== gone);
    for (const other of row.snapshots) {
      if (other.parent === gone.name) {
        other.parent = gone.parent;
      }
    }
  }
}

export function snapshotWork(ctx: ClusterContext): Work<SnapshotInput> {
  return {
    run(input) {
      const row = ctx.tables.guests.get(String(input.vmid));
      if (!row) {
        throw failure('configuration file vanished');
      }
      act(ctx, row, input);
    },
    abort(input) {
      const row = ctx.tables.guests.get(String(input.vmid));
      if (row?.config.lock === LOCKS[input.action]) {
        delete row.config.lock;
      }
    },
  };
}

function handlersOf(kind: GuestKind): Handlers {
  const base = `/nodes/{node}/${kind}/{vmid}/snapshot`;
  return {
    [`GET ${base}`]: call => listSnapshots(call, kind),
    [`POST ${base}`]: call => begin(call, kind, 'snapshot'),
    [`GET ${base}/{snapname}`]: call => {
      find(guestOf(call, kind), need(call, 'snapname'));
      return [{ cmd: 'rollback' }, { cmd: 'config' }];
    },
    [`DELETE ${base}/{snapname}`]: call => begin(call, kind, 'delsnapshot'),
    [`POST ${base}/{snapname}/rollback`]: call => begin(call, kind, 'rollback'),
    [`GET ${base}/{snapname}/config`]: call =>
      snapshotConfig(guestOf(call, kind), need(call, 'snapname')),
    [`PUT ${base}/{snapname}/config`]: call => {
      const snapshot = find(guestOf(call, kind), need(call, 'snapname'));
      snapshot.description = text(call, 'description') ?? snapshot.description;
    },
  };
}

export const snapshotHandlers: Handlers = {
  ...handlersOf('qemu'),
  ...handlersOf('lxc'),
};
