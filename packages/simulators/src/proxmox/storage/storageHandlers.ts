import { createHash } from 'node:crypto';
import {
  flag,
  list,
  need,
  number,
  text,
  type ApiCall,
  type Handlers,
} from '../api/types';
import { failure, invalid } from '../errors';
import type { StorageRow, VolumeRow } from '../rows';
import type { ClusterContext } from '../ClusterContext';
import { VolumeStore } from './VolumeStore';

const VIEWERS = ['Datastore.Audit', 'Datastore.AllocateSpace'];
/** @throws PveError 400 */
export function storageOf(call: ApiCall): StorageRow {
  const row = call.ctx.tables.storages.get(need(call, 'storage'));
  if (!row) {
    throw invalid({ storage: 'No such storage.' });
  }
  return row;
}

function visible(call: ApiCall): StorageRow[] {
  const { ctx, principal } = call;
  return ctx.tables.storages
    .all()
    .filter(row =>
      ctx.access.hasAny(principal.authid, `/storage/${row.id}`, VIEWERS),
    );
}

function usage(call: ApiCall, row: StorageRow) {
  const used = new VolumeStore(call.ctx.tables).used(row, need(call, 'node'));
  return {
    type: row.type,
    content: row.content.join(','),
    active: 1,
    enabled: 1,
    shared: row.shared ? 1 : 0,
    total: row.total,
    used,
    avail: row.total - used,
  };
}

function nodeStorages(call: ApiCall) {
  const wanted = list(call, 'content');
  const name = text(call, 'storage');
  return visible(call)
    .filter(row => name === undefined || row.id === name)
    .filter(
      row =>
        wanted.length === 0 || wanted.some(kind => row.content.includes(kind)),
    )
    .map(row => {
      const facts = usage(call, row);
      return {
        storage: row.id,
        ...facts,
        used_fraction: facts.used / facts.total,
      };
    });
}

function configRow(row: StorageRow, all: readonly StorageRow[]) {
  const digest = createHash('sha1').update(JSON.stringify(all)).digest('hex');
  return {
    storage: row.id,
    type: row.type,
    content: row.content.join(','),
    ...(row.shared && row.type === 'dir' ? { shared: 1 } : {}),
    ...row.options,
    digest,
  };
}

function describeVolume(ctx: ClusterContext, row: VolumeRow) {
  const isImage = row.content === 'images' || row.content === 'rootdir';
  return {
    volid: row.volid,
    content: row.content,
    format: row.format,
    size: row.size,
    ctime: row.ctime,
    ...(isImage
      ? {
          used: new VolumeStore(ctx.tables).usedBy(row),
          parent: row.parent,
          vmid: row.vmid,
        }
      : {}),
  };
}

function maySee(call: ApiCall, row: VolumeRow): boolean {
  const { ctx, principal } = call;
  const path = `/storage/${row.storage}`;
  if (
    row.vmid === null ||
    ctx.access.has(principal.authid, path, 'Datastore.Allocate')
  ) {
    return true;
  }
  return ctx.access.has(principal.authid, `/vms/${row.vmid}`, 'VM.Audit');
}

function contentOf(call: ApiCall) {
  const { ctx } = call;
  const storage = storageOf(call);
  const node = need(call, 'node');
  const kind = text(call, 'content');
  const vmid = number(call, 'vmid');
  return ctx.tables.volumes
    .by('storage', storage.id)
    .filter(row => row.node === null || row.node === node)
    .filter(row => kind === undefined || row.content === kind)
    .filter(row => vmid === undefined || row.vmid === vmid)
    .filter(row => maySee(call, row))
    .map(row => describeVolume(ctx, row));
}

/** @throws PveError 500 */
function volumeOf(call: ApiCall): VolumeRow {
  const name = need(call, 'volume');
  const storage = text(call, 'storage');
  const volid = name.includes(':') ? name : `${storage}:${name}`;
  const row = new VolumeStore(call.ctx.tables).find(volid, need(call, 'node'));
  if (!row || !maySee(call, row)) {
    throw failure(`volume '${volid}' does not exist`);
  }
  return row;
}

function removeVolume(call: ApiCall): string {
  const { ctx, principal } = call;
  const row = volumeOf(call);
  const path = `/storage/${row.storage}`;
  ctx.access.demandAny(principal.authid, path, [
    'Datastore.Allocate',
    'Datastore.AllocateSpace',
  ]);
  if (row.vmid !== null && ctx.tables.guests.get(String(row.vmid))) {
    throw failure(
      `Cannot remove image, a guest with VMID '${row.vmid}' exists!\n` +
        `You can delete the image from the guest's hardware pane`,
    );
  }
  new VolumeStore(ctx.tables).free(row);
  return ctx.tasks.start({
    node: need(call, 'node'),
    type: 'imgdel',
    subject: row.vmid === null ? '' : `${row.vmid}@${row.storage}`,
    principal,
    takesMs: 500,
    label: row.volid,
  });
}

/** `POST …/content`: an image by size, for a guest. */
function allocateVolume(call: ApiCall): string {
  const { ctx } = call;
  const size = /^(\d+)([MG]?)$/.exec(need(call, 'size'));
  const kib =
    Number(size?.[1] ?? 0) *
    { '': 1, M: 1024, G: 1024 ** 2 }[(size?.[2] ?? '') as '' | 'M' | 'G'];
  return new VolumeStore(ctx.tables).allocate({
    storage: storageOf(call),
    node: need(call, 'node'),
    vmid: Number(call.param.vmid),
    content: 'images',
    size: kib * 1024,
    format: text(call, 'format'),
    now: ctx.clock.now(),
  }).volid;
}

export const storageHandlers: Handlers = {
  'GET /storage': call => {
    const type = text(call, 'type');
    const all = call.ctx.tables.storages.all();
    return visible(call)
      .filter(row => type === undefined || row.type === type)
      .map(row => configRow(row, all));
  },
  'GET /storage/{storage}': call => {
    const row = call.ctx.tables.storages.get(need(call, 'storage'));
    if (!row) {
      throw failure(`storage '${text(call, 'storage')}' does not exist`);
    }
    return configRow(row, call.ctx.tables.storages.all());
  },
  'GET /nodes/{node}/storage': call =>
    nodeStorages(call).filter(
      row => !flag(call, 'enabled') || row.enabled === 1,
    ),
  'GET /nodes/{node}/storage/{storage}': call => {
    storageOf(call);
    return ['status', 'content', 'upload', 'download-url'].map(subdir => ({
      subdir,
    }));
  },
  'GET /nodes/{node}/storage/{storage}/status': call =>
    usage(call, storageOf(call)),
  'GET /nodes/{node}/storage/{storage}/content': contentOf,
  'POST /nodes/{node}/storage/{storage}/content': allocateVolume,
  'GET /nodes/{node}/storage/{storage}/content/{volume}': call => {
    const row = volumeOf(call);
    return {
      path: `/mnt/pve/${row.storage}/${row.volid.split(':')[1]}`,
      ...describeVolume(call.ctx, row),
    };
  },
  'DELETE /nodes/{node}/storage/{storage}/content/{volume}': removeVolume,
};
