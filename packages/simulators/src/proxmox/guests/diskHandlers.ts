import { need, text, type ApiCall, type Handlers } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestKind, GuestRow } from '../rows';
import { formatSize, parseSize } from '../storage/size';
import { VolumeStore } from '../storage/VolumeStore';
import type { Work } from '../tasks/TaskEngine';
import { drivesOf, isTemplate, parseDrive, printDrive } from './config';
import { guestOf } from './configHandlers';
import { kinds } from './kinds';
import { demandDigest, demandUnlocked, lockForWrite } from './lookups';

interface ResizeInput {
  vmid: number;
  disk: string;
  size: string;
}

interface TemplateInput {
  vmid: number;
}

function resized(row: GuestRow, { disk, size }: ResizeInput): number {
  const value = row.config[disk];
  if (value === undefined) {
    throw failure(`disk '${disk}' does not exist`);
  }
  demandUnlocked(row);
  const drive = parseDrive(String(value));
  const before = parseSize(drive.options.size);
  const wanted = size.startsWith('+')
    ? before + parseSize(size.slice(1))
    : parseSize(size);
  if (wanted < before) {
    throw failure('shrinking disks is not supported');
  }
  return wanted;
}

async function resize(call: ApiCall, kind: GuestKind): Promise<string> {
  const { ctx } = call;
  const row = guestOf(call, kind);
  await lockForWrite(ctx, row);
  demandDigest(row, text(call, 'digest'));
  const input: ResizeInput = {
    vmid: row.vmid,
    disk: need(call, 'disk'),
    size: need(call, 'size'),
  };
  let fails: string | undefined;
  try {
    resized(row, input);
  } catch (error) {
    fails = (error as Error).message;
  }
  return ctx.tasks.start({
    node: row.node,
    type: 'resize',
    subject: String(row.vmid),
    principal: call.principal,
    takesMs: fails === undefined ? 1000 : 100,
    fails,
    label: input.disk,
    work: { name: 'resize', input },
  });
}

export function resizeWork(ctx: ClusterContext): Work<ResizeInput> {
  return {
    run(input) {
      const row = ctx.tables.guests.get(String(input.vmid));
      if (!row) {
        throw failure('configuration file vanished');
      }
      const size = resized(row, input);
      const drive = parseDrive(String(row.config[input.disk]));
      const volume = new VolumeStore(ctx.tables).find(drive.volid, row.node);
      if (volume) {
        volume.size = size;
      }
      row.config[input.disk] = printDrive({
        ...drive,
        options: { ...drive.options, size: formatSize(size) },
      });
      return { lines: ['Image resized.'] };
    },
  };
}

function toTemplate(call: ApiCall, kind: GuestKind): string | null {
  const { ctx } = call;
  const row = guestOf(call, kind);
  const { label, prefix } = kinds[kind];
  demandUnlocked(row);
  if (row.snapshots.length > 0) {
    throw failure(
      `unable to create template, because ${label} contains snapshots`,
    );
  }
  if (isTemplate(row)) {
    throw failure("you can't convert a template to a template");
  }
  if (row.run) {
    throw failure(
      `you can't convert a ${label} to template if ${label} is running`,
    );
  }
  const upid = ctx.tasks.start({
    node: row.node,
    type: `${prefix}template`,
    subject: String(row.vmid),
    principal: call.principal,
    takesMs: 1000,
    work: { name: 'template', input: { vmid: row.vmid } },
  });
  return kind === 'qemu' ? upid : null;
}

export function templateWork(ctx: ClusterContext): Work<TemplateInput> {
  return {
    run({ vmid }) {
      const row = ctx.tables.guests.get(String(vmid));
      if (!row) {
        throw failure('configuration file vanished');
      }
      const volumes = new VolumeStore(ctx.tables);
      for (const drive of drivesOf(row.config)) {
        const volume = volumes.find(drive.volid, row.node);
        if (volume && !drive.cdrom) {
          const { volid } = volumes.toBase(volume);
          row.config[drive.key] = printDrive({ volid, options: drive.options });
        }
      }
      row.config.template = 1;
    },
  };
}

/** Whether snapshots, copies or linked clones are possible. */
function feature(call: ApiCall, kind: GuestKind) {
  const row = guestOf(call, kind);
  const wanted = need(call, 'feature');
  const raw = drivesOf(row.config).some(drive => drive.volid.endsWith('.raw'));
  const possible =
    wanted === 'snapshot' ? !raw : wanted === 'copy' || isTemplate(row);
  const nodes = call.ctx.tables.nodes.all().map(node => node.id);
  return kind === 'qemu'
    ? { hasFeature: possible ? 1 : 0, nodes }
    : { hasFeature: possible ? 1 : 0 };
}

export const diskHandlers: Handlers = {
  'PUT /nodes/{node}/qemu/{vmid}/resize': call => resize(call, 'qemu'),
  'PUT /nodes/{node}/lxc/{vmid}/resize': call => resize(call, 'lxc'),
  'POST /nodes/{node}/qemu/{vmid}/template': call => toTemplate(call, 'qemu'),
  'POST /nodes/{node}/lxc/{vmid}/template': call => toTemplate(call, 'lxc'),
  'GET /nodes/{node}/qemu/{vmid}/feature': call => feature(call, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/feature': call => feature(call, 'lxc'),
};
