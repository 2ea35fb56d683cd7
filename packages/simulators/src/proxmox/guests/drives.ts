import type { ApiCall } from '../api/types';
import { isRoot } from '../access/principal';
import type { ClusterContext } from '../ClusterContext';
import { failure } from '../errors';
import type { GuestConfig, GuestKind } from '../rows';
import { formatSize } from '../storage/size';
import {
  allocationGib,
  CLOUDINIT_BYTES,
  isFileBased,
  storageOf,
  VolumeStore,
} from '../storage/VolumeStore';
import { isDiskKey, parseDrive, printDrive } from './config';

const GIB = 1024 ** 3;

function isNew(volid: string, options: Record<string, string>): boolean {
  return (
    allocationGib(volid) !== undefined ||
    volid.endsWith(':cloudinit') ||
    options['import-from'] !== undefined
  );
}

/**
 * Rights and existence of what the drives of a request need, before any of it
 * is made.
 */
export function demandDrives(
  call: ApiCall,
  node: string,
  changes: Record<string, string | number | null>,
): void {
  const { ctx, principal } = call;
  const volumes = new VolumeStore(ctx.tables);
  for (const [key, raw] of Object.entries(changes)) {
    if (!isDiskKey(key) || raw === null) {
      continue;
    }
    const { volid, options } = parseDrive(String(raw));
    if (volid === 'none' || volid === 'cdrom') {
      continue;
    }
    if (volid.startsWith('/')) {
      if (!isRoot(principal)) {
        throw failure('Only root can pass arbitrary filesystem paths.');
      }
      continue;
    }
    volumes.storage(storageOf(volid));
    const path = `/storage/${storageOf(volid)}`;
    if (isNew(volid, options)) {
      ctx.access.demand(principal.authid, path, 'Datastore.AllocateSpace');
      const source = options['import-from'];
      if (source && !volumes.find(source, node)) {
        throw failure(`volume '${source}' does not exist`);
      }
    } else if (!volumes.find(volid, node)) {
      throw failure(`volume '${volid}' does not exist`);
    }
  }
}

export interface MadeDrives {
  config: GuestConfig;
  lines: string[];
}

function formatting(
  file: boolean,
  storage: string,
  volid: string,
  format: string,
  size: number,
): string[] {
  const path = volid.split(':')[1];
  const more =
    format === 'qcow2'
      ? `cluster_size=65536 extended_l2=off preallocation=metadata compression_type=zlib size=${size} lazy_refcounts=off refcount_bits=16`
      : `size=${size} preallocation=off`;
  return file
    ? [`Formatting '/mnt/${storage}/images/${path}', fmt=${format} ${more}`]
    : [];
}

/** Allocates what `store:32` and `store:cloudinit` ask for. */
export function makeDrives(
  ctx: ClusterContext,
  guest: { vmid: number; node: string; kind: GuestKind },
  changes: Record<string, string | number>,
): MadeDrives {
  const volumes = new VolumeStore(ctx.tables);
  const out: MadeDrives = { config: {}, lines: [] };
  for (const key of Object.keys(changes).filter(isDiskKey).sort()) {
    const { volid, options } = parseDrive(String(changes[key]));
    const { format, 'import-from': source, size: _size, ...kept } = options;
    if (!isNew(volid, options)) {
      const known = volumes.find(volid, guest.node);
      const size =
        known && !/:iso\//.test(volid) ? formatSize(known.size) : options.size;
      out.config[key] = printDrive({
        volid,
        options: size === undefined ? kept : { ...kept, size },
      });
      continue;
    }
    const storage = volumes.storage(storageOf(volid));
    const cloudinit = volid.endsWith(':cloudinit');
    const imported = source
      ? volumes.find(source, guest.node)?.size
      : undefined;
    const made = volumes.allocate({
      storage,
      node: guest.node,
      vmid: guest.vmid,
      content: guest.kind === 'lxc' ? 'rootdir' : 'images',
      size: cloudinit
        ? CLOUDINIT_BYTES
        : imported ?? Math.round((allocationGib(volid) ?? 0) * GIB),
      format: cloudinit ? undefined : format,
      cloudinit,
      now: ctx.clock.now(),
    });
    const value = printDrive({
      volid: made.volid,
      options: cloudinit
        ? { media: 'cdrom' }
        : { ...kept, size: formatSize(made.size) },
    });
    out.config[key] = value;
    out.lines.push(
      ...formatting(
        isFileBased(storage),
        storage.id,
        made.volid,
        made.format,
        made.size,
      ),
      ...(guest.kind === 'qemu'
        ? [`${key}: successfully created disk '${value}'`]
        : []),
    );
  }
  return out;
}
