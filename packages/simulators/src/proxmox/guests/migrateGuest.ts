import { flag, need, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure, invalid } from '../errors';
import type { GuestKind, GuestRow } from '../rows';
import { parseSize } from '../storage/size';
import { VolumeStore } from '../storage/VolumeStore';
import type { Work } from '../tasks/TaskEngine';
import { displayName, drivesOf } from './config';
import { guestOf } from './configHandlers';
import { kinds } from './kinds';
import { demandNode, demandUnlocked } from './lookups';

interface MigrateInput {
  vmid: number;
  target: string;
  withLocalDisks: boolean;
}

/** Simulated bytes per millisecond of disks that are copied over the network. */
const COPY_SPEED = 250_000;

function localDrives(ctx: ClusterContext, row: GuestRow) {
  const volumes = new VolumeStore(ctx.tables);
  return drivesOf(row.config).filter(
    drive => drive.volid.includes(':') && !volumes.isShared(drive.volid),
  );
}

function fixedDevices(row: GuestRow): string[] {
  return Object.keys(row.config).filter(key => /^(hostpci|usb)\d+$/.test(key));
}

function migrate(call: ApiCall, kind: GuestKind): string {
  const { ctx } = call;
  const target = need(call, 'target');
  const { label, prefix } = kinds[kind];
  if (target === need(call, 'node')) {
    throw invalid({ target: 'target is local node.' });
  }
  demandNode(ctx, target);
  const row = guestOf(call, kind);
  demandUnlocked(row);
  ctx.reachableNode(target);
  const online = flag(call, kind === 'qemu' ? 'online' : 'restart') ?? false;
  if (row.run && !online) {
    throw failure(
      kind === 'qemu'
        ? `can't migrate running VM without --online`
        : `can't migrate running container without --online or --restart`,
    );
  }
  const local = localDrives(ctx, row);
  const devices = fixedDevices(row);
  const withLocalDisks = flag(call, 'with-local-disks') ?? false;
  const bytes = local.reduce(
    (sum, drive) => sum + parseSize(drive.options.size),
    0,
  );
  let fails: string | undefined;
  if (devices.length > 0) {
    fails = `can't migrate ${label} which uses local devices: ${devices.join(
      ', ',
    )}`;
  } else if (
    row.run &&
    local.length > 0 &&
    kind === 'qemu' &&
    !withLocalDisks
  ) {
    fails = `Problem found while scanning volumes - can't migrate VM - check log`;
  } else {
    row.config.lock = 'migrate';
  }
  const input: MigrateInput = { vmid: row.vmid, target, withLocalDisks };
  return ctx.tasks.start({
    node: row.node,
    type: `${prefix}migrate`,
    subject: String(row.vmid),
    principal: call.principal,
    takesMs: fails === undefined ? 6000 + bytes / COPY_SPEED : 500,
    lines: [
      [0, `starting migration of ${label} ${row.vmid} to node '${target}'`],
    ],
    fails,
    label: displayName(row),
    work: fails === undefined ? { name: 'migrate', input } : undefined,
  });
}

export function migrateWork(ctx: ClusterContext): Work<MigrateInput> {
  return {
    run({ vmid, target }) {
      const row = ctx.tables.guests.get(String(vmid));
      if (!row) {
        throw failure('configuration file vanished');
      }
      delete row.config.lock;
      if (!ctx.isOnline(ctx.node(target))) {
        throw failure('migration aborted: No route to host');
      }
      const volumes = new VolumeStore(ctx.tables);
      for (const drive of localDrives(ctx, row)) {
        const volume = volumes.find(drive.volid, row.node);
        if (volume && volume.vmid === vmid) {
          volumes.move(volume, target);
        }
      }
      ctx.tables.guests.update(row, { node: target });
      return { lines: ['migration finished successfully'] };
    },
    abort({ vmid }) {
      const row = ctx.tables.guests.get(String(vmid));
      if (row?.config.lock === 'migrate') {
        delete row.config.lock;
      }
    },
  };
}

/** What a migration would meet. */
function preview(call: ApiCall) {
  const { ctx } = call;
  const row = guestOf(call, 'qemu');
  const local = localDrives(ctx, row);
  const others = ctx.tables.nodes
    .all()
    .filter(node => node.id !== row.node)
    .map(node => node.id);
  return {
    running: row.run ? 1 : 0,
    local_disks: local.map(drive => ({
      volid: drive.volid,
      size: parseSize(drive.options.size),
      cdrom: drive.cdrom ? 1 : 0,
      is_unused: 0,
    })),
    local_resources: fixedDevices(row),
    'mapped-resources': [],
    'mapped-resource-info': {},
    ...(row.run ? {} : { allowed_nodes: others, not_allowed_nodes: {} }),
  };
}

export const migrateHandlers: Handlers = {
  'GET /nodes/{node}/qemu/{vmid}/migrate': preview,
  'POST /nodes/{node}/qemu/{vmid}/migrate': call => migrate(call, 'qemu'),
  'POST /nodes/{node}/lxc/{vmid}/migrate': call => migrate(call, 'lxc'),
};
