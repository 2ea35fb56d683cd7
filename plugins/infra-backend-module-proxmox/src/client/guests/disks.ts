import { GiB, KiB, MiB, TiB } from '@ironstage/plugin-infra-common';
import type { GuestConfig } from './types';

const DISK = /^(scsi|virtio|sata|ide)\d+$/;
const UNITS: Record<string, number> = { K: KiB, M: MiB, G: GiB, T: TiB };

/** The disk a VM boots from: the first disk of its boot order, else the first there is. */
export function bootDisk(config: GuestConfig): string | undefined {
  const order = /order=([^,]+)/.exec(config.boot ?? '')?.[1].split(';') ?? [];
  const isDisk = (name: string) =>
    DISK.test(name) &&
    typeof config[name] === 'string' &&
    !/media=cdrom/.test(config[name] as string);
  return [...order, ...Object.keys(config).sort()].find(isDisk);
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

/** GPUs of resource mappings that a VM holds, one entry for each. */
export function mappedDevices(config: GuestConfig): string[] {
  return Object.entries(config)
    .filter(([name]) => /^hostpci\d+$/.test(name))
    .map(([, value]) => /(?:^|,)mapping=([^,]+)/.exec(String(value))?.[1])
    .filter(mapping => mapping !== undefined);
}

/** A drive of the IDE or SATA bus for a CD: the one with a cloud-init image, else a free one. */
export function seedDrive(config: GuestConfig): string {
  const names = ['ide2', 'ide0', 'ide1', 'ide3', 'sata5', 'sata4', 'sata3'];
  return (
    names.find(name =>
      /cloudinit|media=cdrom/.test(String(config[name] ?? '')),
    ) ??
    names.find(name => config[name] === undefined) ??
    'ide2'
  );
}
