import { GiB, KiB, MiB, TiB } from '@ironstage/plugin-infra-common';
import type { GuestConfig } from './types';

/** Buses in the order in which Proxmox VE looks for a disk to boot from; `efidisk0`, `tpmstate0` and `unused0` are none. */
const BUSES = ['ide', 'scsi', 'virtio', 'sata'];
const DISK = /^(ide|scsi|virtio|sata)(\d+)$/;
const UNITS: Record<string, number> = { K: KiB, M: MiB, G: GiB, T: TiB };

/** What boots when `boot` says nothing: `c`, the disk that `bootdisk` names, before CD and network. */
const LEGACY_ORDER = 'cdn';

/** A disk with a system on it, or a place for one: no CD drive, no cloud-init image, not empty. */
function isDisk(config: GuestConfig, name: string): boolean {
  const value = config[name];
  return (
    DISK.test(name) &&
    typeof value === 'string' &&
    !/(^|,)media=cdrom(,|$)|cloudinit|^none(,|$)|^cdrom(,|$)/.test(value)
  );
}

/** `scsi2` before `scsi10`. */
function compareDrives(one: string, other: string): number {
  const [, bus, number] = DISK.exec(one)!;
  const [, otherBus, otherNumber] = DISK.exec(other)!;
  return (
    BUSES.indexOf(bus) - BUSES.indexOf(otherBus) ||
    Number(number) - Number(otherNumber)
  );
}

/** Drives to boot from, in order. */
function bootOrder({ boot, bootdisk }: GuestConfig): string[] {
  const order = /(?:^|,)order=([^,]*)/.exec(boot ?? '')?.[1];
  if (order !== undefined) {
    return order.split(';').map(name => name.trim());
  }
  const letters = (boot || LEGACY_ORDER).replace(/^legacy=/, '');
  return letters.includes('c') && bootdisk ? [bootdisk] : [];
}

/**
 * The disk a VM boots from: the first disk of its boot order (`boot: order=…`, or of older VMs
 * `boot: cdn` with `bootdisk`), else the first there is.
 */
export function bootDisk(config: GuestConfig): string | undefined {
  const disks = Object.keys(config)
    .filter(name => isDisk(config, name))
    .sort(compareDrives);
  return bootOrder(config).find(name => disks.includes(name)) ?? disks[0];
}

/** @returns bytes; undefined when the configuration does not tell */
export function diskSize(
  config: GuestConfig,
  disk: string,
): number | undefined {
  const match = /(?:^|,)size=(\d+(?:\.\d+)?)([KMGT]?)(?:,|$)/.exec(
    String(config[disk] ?? ''),
  );
  return match ? Number(match[1]) * (UNITS[match[2]] ?? 1) : undefined;
}

/** A drive of the IDE or SATA bus for a CD: the one with a cloud-init image, else a free one. */
export function seedDrive(config: GuestConfig): string {
  const names = ['ide2', 'ide0', 'ide1', 'ide3', 'sata5', 'sata4', 'sata3'];
  return (
    names.find(name => /cloudinit/.test(String(config[name] ?? ''))) ??
    names.find(name => /media=cdrom/.test(String(config[name] ?? ''))) ??
    names.find(name => config[name] === undefined) ??
    'ide2'
  );
}
