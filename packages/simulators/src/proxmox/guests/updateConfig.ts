import type { ApiCall } from '../api/types';
import { list, text } from '../api/types';
import { failure, invalid } from '../errors';
import type { GuestRow } from '../rows';
import { storageOf, VolumeStore } from '../storage/VolumeStore';
import { isDiskKey, parseDrive, storedNotes, withPending } from './config';
import { demandDrives, makeDrives } from './drives';
import {
  demandDigest,
  demandUnlocked,
  lockForWrite,
  rootOnly,
} from './lookups';
import {
  demandSshKeys,
  normalizeLxcNet,
  normalizeNet,
  normalizeTags,
} from './normalize';
import { demandOptionRights } from './optionRights';

/** Parameters of a configuration call that are no options of the guest. */
const NOT_OPTIONS = [
  'node',
  'vmid',
  'digest',
  'delete',
  'revert',
  'force',
  'skiplock',
  'background_delay',
  'import-working-storage',
];

/** What a running VM takes at once; everything else waits for its next start. */
const HOT =
  /^(name|description|tags|onboot|protection|startup|lock|autostart|net\d+|(ide|sata|scsi|virtio)\d+|unused\d+|ci.*|sshkeys|ipconfig\d+|nameserver|searchdomain|shares|balloon|cpulimit|cpuunits)$/;

export type Changes = Record<string, string | number | null>;

/** Options of a request, those to delete as null, in their stored form. */
export function readChanges(call: ApiCall, kind: GuestRow['kind']): Changes {
  const changes: Changes = {};
  for (const [key, value] of Object.entries(call.param)) {
    if (NOT_OPTIONS.includes(key) || Array.isArray(value)) {
      continue;
    }
    if (key === 'cdrom') {
      // an alias of old
      changes.ide2 = `${value},media=cdrom`;
      continue;
    }
    changes[key] = normalized(kind, key, value);
  }
  for (const key of list(call, 'delete')) {
    if (key in changes) {
      throw invalid({
        delete: `you can't use '-${key}' and -delete ${key}' at the same time`,
      });
    }
    changes[key] = null;
  }
  return changes;
}

function normalized(
  kind: GuestRow['kind'],
  key: string,
  value: string | number,
): string | number {
  if (key === 'description') {
    return storedNotes(kind, String(value));
  }
  if (key === 'tags') {
    return normalizeTags(String(value));
  }
  if (/^net\d+$/.test(key)) {
    const text_ = String(value);
    return kind === 'qemu' ? normalizeNet(text_) : normalizeLxcNet(text_);
  }
  if (key === 'sshkeys') {
    demandSshKeys(String(value));
  }
  return value;
}

/** A drive that is taken off stays as `unusedN`; cloud-init drives go. */
function detach(call: ApiCall, row: GuestRow, key: string): void {
  const volumes = new VolumeStore(call.ctx.tables);
  const { volid } = parseDrive(String(row.config[key] ?? 'none'));
  const volume = volumes.find(volid, row.node);
  if (!volume || volume.vmid !== row.vmid) {
    return;
  }
  if (/cloudinit/.test(volid) || key.startsWith('unused')) {
    volumes.free(volume);
    return;
  }
  let n = 0;
  while (row.config[`unused${n}`] !== undefined) {
    n += 1;
  }
  row.config[`unused${n}`] = volid;
}

function apply(call: ApiCall, row: GuestRow, changes: Changes): string[] {
  const given = Object.fromEntries(
    Object.entries(changes).filter(
      (entry): entry is [string, string | number] => entry[1] !== null,
    ),
  );
  const before = { ...row.config };
  const made = makeDrives(call.ctx, row, given);
  for (const [key, raw] of Object.entries(changes)) {
    const value = made.config[key] ?? raw;
    if (isDiskKey(key) || key.startsWith('unused')) {
      const old = parseDrive(String(before[key] ?? 'none')).volid;
      if (value === null || parseDrive(String(value)).volid !== old) {
        detach(call, row, key);
      }
    }
    delete row.pending[key];
    if (key === 'cipassword' && value !== null) {
      row.hidden.cipassword = String(value);
      row.config[key] = '**********';
    } else if (row.kind === 'qemu' && row.run && !HOT.test(key)) {
      if (String(value) !== String(row.config[key] ?? '')) {
        row.pending[key] = value;
      }
    } else if (value === null) {
      delete row.config[key];
    } else {
      row.config[key] = value;
    }
  }
  return made.lines;
}

/** Checks a change that a request asks for; {@link applyUpdate} makes it. */
export function prepareUpdate(
  call: ApiCall,
  row: () => GuestRow,
  kind: GuestRow['kind'],
) {
  const vmid = Number(call.param.vmid);
  rootOnly(call.principal.authid, call.param, ['skiplock']);
  const changes = readChanges(call, kind);
  if (Object.keys(changes).length === 0 && text(call, 'revert') === undefined) {
    throw failure('no options specified');
  }
  demandOptionRights(call, kind, vmid, undefined, changes);
  const guest = row();
  demandDrives(call, guest.node, changes);
  return { guest, changes };
}

/** @throws PveError 500 when locked, changed by somebody else, or busy */
export async function applyUpdate(
  call: ApiCall,
  guest: GuestRow,
  changes: Changes,
): Promise<string[]> {
  await lockForWrite(call.ctx, guest);
  demandDigest(guest, text(call, 'digest'));
  demandUnlocked(guest);
  for (const key of list(call, 'revert')) {
    delete guest.pending[key];
  }
  const lines = apply(call, guest, changes);
  call.ctx.changed();
  return lines;
}

/** Storages that hold a guest's own images. */
export function ownStorages(row: GuestRow): string[] {
  const config = withPending(row);
  const names = Object.keys(config)
    .filter(isDiskKey)
    .map(key => storageOf(parseDrive(String(config[key])).volid));
  return [...new Set(names)];
}
