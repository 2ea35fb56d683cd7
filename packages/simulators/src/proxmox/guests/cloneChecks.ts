import { text, type ApiCall } from '../api/types';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestConfig, GuestRow, StorageRow } from '../rows';
import { storageOf, VolumeStore } from '../storage/VolumeStore';
import { drivesOf, isTemplate, type Drive } from './config';
import { kinds } from './kinds';
import { demandBridge } from './optionRights';

export function copied(config: GuestConfig): Drive[] {
  return drivesOf(config).filter(
    drive => drive.cloudinit || (!drive.cdrom && drive.volid !== 'none'),
  );
}

export function isLinked(drive: Drive, full: boolean): boolean {
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

export function demandTargetStorage(
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

export function demandLinkable(row: GuestRow, drives: Drive[], full: boolean) {
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

export function demandCopyable(
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
