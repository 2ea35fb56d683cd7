import type { GuestConfig } from './types';

/** A device that a VM is given with `hostpciN`. */
export interface PassedThrough {
  /** id of a PCI resource mapping, one of whose devices it is */
  mapping?: string;
  /**
   * else the devices themselves, as only root may write them: `0000:81:00.0`, or `0000:81:00` for a card
   * with all its functions
   */
  addresses: string[];
  /** type of a mediated device: `nvidia-63` */
  mdev?: string;
}

/** One spelling of an address: `81:00.0` → `0000:81:00.0`. The domain may be left out. */
export function pciAddress(text: string): string {
  const plain = text.trim().toLowerCase();
  return /^[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}/.test(plain)
    ? plain
    : `0000:${plain}`;
}

/**
 * Reads `0000:81:00,pcie=1`, `host=81:00.0;82:00.0`, `mapping=l40s,mdev=nvidia-63`. The default
 * key is `host`, as the documentation of qm.conf says.
 */
export function readHostPci(value: string): PassedThrough | undefined {
  const parts = value.split(',').filter(Boolean);
  const of = (key: string) =>
    parts
      .find(part => part.startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .trim();
  const host = of('host') ?? parts.find(part => !part.includes('='));
  const mapping = of('mapping');
  const mdev = of('mdev');
  const addresses = (host ?? '').split(';').filter(Boolean).map(pciAddress);
  return mapping || addresses.length > 0
    ? {
        ...(mapping && { mapping }),
        addresses: mapping ? [] : addresses,
        ...(mdev && { mdev }),
      }
    : undefined;
}

/** All devices that a configuration gives to a VM. */
export function passedThrough(config: GuestConfig): PassedThrough[] {
  return Object.entries(config)
    .filter(([name]) => /^hostpci\d+$/.test(name))
    .map(([, value]) => readHostPci(String(value)))
    .filter(device => device !== undefined);
}

/** What makes two entries the same device. */
function keyOf(device: PassedThrough): string {
  return JSON.stringify([device.mapping, device.addresses, device.mdev]);
}

/**
 * What a VM has now and what it is to have after its next start: a card that waits for its removal is
 * not free yet, and one that waits to be added is not free any more.
 */
export function heldDevices(
  now: readonly PassedThrough[],
  wanted: readonly PassedThrough[],
): PassedThrough[] {
  const left = now.map(keyOf);
  const added = wanted.filter(device => {
    const at = left.indexOf(keyOf(device));
    if (at < 0) {
      return true;
    }
    left.splice(at, 1);
    return false;
  });
  return [...now, ...added];
}
