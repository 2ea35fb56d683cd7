import { createHash } from 'node:crypto';
import { looseParts } from '../schema/propertyString';
import type { GuestConfig, GuestKind, GuestRow } from '../rows';
import { parseSize } from '../storage/size';
import { kinds } from './kinds';

const MIB = 1024 ** 2;
/** Buses in the order in which the original looks for a disk to boot from (`valid_drive_names`). */
const BOOT_BUSES = ['ide', 'scsi', 'virtio', 'sata'];
const QEMU_DISK = /^(ide|sata|scsi|virtio|efidisk|tpmstate)\d+$/;
const LXC_DISK = /^(rootfs|mp\d+)$/;

export function isDiskKey(key: string): boolean {
  return QEMU_DISK.test(key) || LXC_DISK.test(key);
}

export function displayName(row: GuestRow): string {
  const facts = kinds[row.kind];
  return String(row.config[facts.nameKey] ?? `${facts.label} ${row.vmid}`);
}

/** SHA-1 over what the file would contain. */
export function digestOf(row: GuestRow): string {
  const lines = Object.entries({ ...row.config, ...row.pending })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${value}\n`);
  return createHash('sha1').update(lines.join('')).digest('hex');
}

/** Configuration with what waits for the next start. */
export function withPending(row: GuestRow): GuestConfig {
  const out = { ...row.config };
  for (const [key, value] of Object.entries(row.pending)) {
    if (value === null) {
      delete out[key];
    } else {
      out[key] = value;
    }
  }
  return out;
}

export function vcpus(row: GuestRow): number {
  const { cores, sockets, vcpus: limit } = row.config;
  return Number(limit ?? Number(cores ?? 1) * Number(sockets ?? 1));
}

export function memoryBytes(row: GuestRow): number {
  const parts = looseParts(String(row.config.memory ?? 512));
  return Number(parts[''] ?? parts.current) * MIB;
}

export interface DriveValue {
  volid: string;
  options: Record<string, string>;
}

/** `store1:101/vm-101-disk-0.raw,size=1G` */
export function parseDrive(value: string): DriveValue {
  const { '': positional, file, volume, ...options } = looseParts(value);
  return { volid: positional ?? file ?? volume ?? 'none', options };
}

export function printDrive({ volid, options }: DriveValue): string {
  const more = Object.entries(options).map(([key, text]) => `${key}=${text}`);
  return [volid, ...more].join(',');
}

export interface Drive extends DriveValue {
  key: string;
  cdrom: boolean;
  cloudinit: boolean;
}

/** Drives in the order in which the original works on them: by name. */
export function drivesOf(config: GuestConfig): Drive[] {
  return Object.keys(config)
    .filter(isDiskKey)
    .sort()
    .map(key => {
      const drive = parseDrive(String(config[key]));
      const cloudinit = /vm-\d+-cloudinit/.test(drive.volid);
      return {
        ...drive,
        key,
        cloudinit,
        cdrom: drive.options.media === 'cdrom' || drive.volid === 'none',
      };
    });
}

const busOf = (key: string) => BOOT_BUSES.indexOf(key.replace(/\d+$/, ''));
const numberOf = (key: string) => Number(/\d+$/.exec(key)?.[0]);

/** `order=scsi0;net0`, or the letters of old VMs, whose `c` means the disk that `bootdisk` names. */
function bootKeys({ boot, bootdisk }: GuestConfig): string[] {
  const order = /(?:^|,)order=([^,]*)/.exec(String(boot ?? ''))?.[1];
  return order?.split(';') ?? [String(bootdisk ?? '')];
}

/** Size of the boot disk (of the root file system) in bytes. */
export function bootDiskBytes(row: GuestRow): number {
  if (row.kind === 'lxc') {
    return parseSize(parseDrive(String(row.config.rootfs)).options.size);
  }
  const drives = drivesOf(row.config)
    .filter(drive => !drive.cdrom && !drive.cloudinit && busOf(drive.key) >= 0)
    .sort(
      (a, b) =>
        busOf(a.key) - busOf(b.key) || numberOf(a.key) - numberOf(b.key),
    );
  const first =
    bootKeys(row.config)
      .map(key => drives.find(drive => drive.key === key))
      .find(Boolean) ?? drives[0];
  return first ? parseSize(first.options.size) : 0;
}

/**
 * Notes as they are read back: they are comment lines of the file. What a VM's end with is cut off,
 * a container's end with one newline.
 */
export function storedNotes(kind: GuestKind, notes: string): string {
  return kind === 'qemu'
    ? notes.replace(/\s+$/, '')
    : notes.replace(/\n*$/, '\n');
}

export function isTemplate(row: GuestRow): boolean {
  return Number(row.config.template ?? 0) === 1;
}

/** Whether the guest agent is switched on in the configuration. */
export function agentEnabled(row: GuestRow): boolean {
  const parts = looseParts(String(row.config.agent ?? '0'));
  return /^(1|on|yes|true)$/i.test(parts.enabled ?? parts[''] ?? '0');
}
