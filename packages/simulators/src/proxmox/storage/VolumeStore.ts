import type { ClusterTables } from '../ClusterState';
import { failure } from '../errors';
import type { StorageRow, VolumeRow } from '../rows';
import { parseSize } from './size';

export interface NewVolume {
  storage: StorageRow;
  node: string;
  vmid: number;
  content: 'images' | 'rootdir';
  size: number;
  format?: string;
  /** A cloud-init drive has a name of its own. */
  cloudinit?: boolean;
  now: number;
}

export function storageOf(volid: string): string {
  return volid.split(':')[0];
}

/** Whether images are files in a folder for each guest. */
export function isFileBased(storage: StorageRow): boolean {
  return storage.type === 'dir' || storage.type === 'nfs';
}

/** `vm-150-disk-0.raw` of any kind of volume id. */
function fileName(volid: string): string {
  return volid.split(/[:/]/).pop() ?? volid;
}

function defaultFormat({ storage, content, cloudinit }: NewVolume): string {
  if (cloudinit && isFileBased(storage)) {
    return 'qcow2';
  }
  return content === 'rootdir' && storage.type === 'zfspool' ? 'subvol' : 'raw';
}

/** Disk images and files on the storages. */
export class VolumeStore {
  constructor(private readonly tables: ClusterTables) {}

  /** @throws PveError 500 */
  storage(name: string): StorageRow {
    const row = this.tables.storages.get(name);
    if (!row) {
      throw failure(`storage '${name}' does not exist`);
    }
    return row;
  }

  isShared(volid: string): boolean {
    return this.tables.storages.get(storageOf(volid))?.shared === true;
  }

  find(volid: string, node: string): VolumeRow | undefined {
    return this.tables.volumes.get(this.#id(volid, node));
  }

  /** @throws PveError 500 when the storage has no room */
  allocate(wanted: NewVolume): VolumeRow {
    const { storage, vmid, cloudinit } = wanted;
    const format = wanted.format ?? defaultFormat(wanted);
    const prefix = format === 'subvol' ? 'subvol' : 'vm';
    const suffix = isFileBased(storage) ? `.${format}` : '';
    const base = cloudinit
      ? `vm-${vmid}-cloudinit`
      : `${prefix}-${vmid}-disk-${this.#freeNumber(
          storage,
          vmid,
          wanted.node,
        )}`;
    const folder = isFileBased(storage) ? `${vmid}/` : '';
    const volid = `${storage.id}:${folder}${base}${suffix}`;
    return this.#insert(volid, wanted, format, null);
  }

  /** A copy-on-write child of a base image. */
  link(base: VolumeRow, vmid: number, node: string, now: number): VolumeRow {
    const storage = this.storage(base.storage);
    const n = this.#freeNumber(storage, vmid, node);
    const own = fileName(base.volid)
      .replace(/^base/, 'vm')
      .replace(/-\d+-disk-\d+/, `-${vmid}-disk-${n}`);
    const inner = base.volid.slice(storage.id.length + 1);
    const folder = isFileBased(storage) ? `${vmid}/` : '';
    const volid = `${storage.id}:${inner}/${folder}${own}`;
    return this.#insert(
      volid,
      { storage, node, vmid, content: 'images', size: base.size, now },
      base.format,
      base.volid,
    );
  }

  /** `vm-…` becomes `base-…`: linked clones may be made of it. */
  toBase(volume: VolumeRow): VolumeRow {
    const name = fileName(volume.volid);
    const { tables } = this;
    const volid =
      volume.volid.slice(0, -name.length) +
      name.replace(/^(vm|subvol)/, 'base');
    tables.volumes.delete(volume.id);
    return tables.volumes.insert({
      ...volume,
      id: this.#id(volid, volume.node ?? ''),
      volid,
    });
  }

  /** @throws PveError 500 while linked clones need it */
  demandFree(volume: VolumeRow): void {
    if (this.tables.volumes.by('parent', volume.volid).length > 0) {
      throw failure(
        `base volume '${volume.volid}' is still in use by linked cloned`,
      );
    }
  }

  free(volume: VolumeRow): void {
    this.demandFree(volume);
    this.tables.volumes.delete(volume.id);
  }

  /** Local images of a guest that moves to another node. */
  move(volume: VolumeRow, node: string): void {
    if (volume.node !== null) {
      this.tables.volumes.delete(volume.id);
      this.tables.volumes.insert({
        ...volume,
        node,
        id: this.#id(volume.volid, node),
      });
    }
  }

  /** Bytes in use on a storage, as seen from a node. Linked clones are thin. */
  used(storage: StorageRow, node: string): number {
    return this.tables.volumes
      .by('storage', storage.id)
      .filter(row => row.node === null || row.node === node)
      .reduce((sum, row) => sum + this.usedBy(row), storage.otherUsed);
  }

  /** Bytes that an image has written. */
  usedBy(volume: VolumeRow): number {
    return Math.round(volume.size * (volume.parent === null ? 0.4 : 0.1));
  }

  #insert(
    volid: string,
    wanted: NewVolume,
    format: string,
    parent: string | null,
  ): VolumeRow {
    const { storage, node, vmid, content, size, now } = wanted;
    if (!storage.content.includes(content)) {
      throw failure(
        `storage '${storage.id}' does not support content-type '${content}'`,
      );
    }
    return this.tables.volumes.insert({
      id: this.#id(volid, node),
      volid,
      storage: storage.id,
      node: storage.shared ? null : node,
      vmid,
      content,
      format,
      size,
      parent,
      ctime: Math.floor(now / 1000),
    });
  }

  #id(volid: string, node: string): string {
    return this.isShared(volid) ? volid : `${volid}@${node}`;
  }

  #freeNumber(storage: StorageRow, vmid: number, node: string): number {
    const taken = this.tables.volumes
      .by('guest', String(vmid))
      .filter(
        row =>
          row.storage === storage.id &&
          (row.node === null || row.node === node),
      )
      .map(row => Number(/-disk-(\d+)/.exec(row.volid)?.[1] ?? -1));
    let n = 0;
    while (taken.includes(n)) {
      n += 1;
    }
    return n;
  }
}

/** `32` of `store:32`: gibibytes to allocate. */
export function allocationGib(volid: string): number | undefined {
  const match = /^[^:]+:(\d+(?:\.\d+)?)$/.exec(volid);
  return match ? Number(match[1]) : undefined;
}

export const CLOUDINIT_BYTES = parseSize('4M');
