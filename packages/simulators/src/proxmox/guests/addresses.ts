import type { GuestConfig, GuestRow } from '../rows';
import { looseParts } from '../schema/propertyString';

export interface Interface {
  name: string;
  mac: string;
  /** `10.0.0.5/24`, one for every address. */
  cidrs: string[];
}

/** What DHCP would give: the same address for the same VMID. */
function leased(vmid: number, index: number): string {
  const n = vmid % 62_500;
  return `10.${64 + index}.${Math.floor(n / 250)}.${(n % 250) + 3}/16`;
}

function cidrs(
  vmid: number,
  index: number,
  ip?: string,
  ip6?: string,
): string[] {
  const v4 = ip === 'dhcp' ? leased(vmid, index) : ip;
  const v6 = ip6 && /\//.test(ip6) ? ip6 : undefined;
  return [v4, v6].filter(
    (value): value is string => value !== undefined && value.includes('/'),
  );
}

function netKeys(config: GuestConfig): string[] {
  return Object.keys(config)
    .filter(key => /^net\d+$/.test(key))
    .sort();
}

/** Interfaces as the guest itself sees them. */
export function interfacesOf(row: GuestRow): Interface[] {
  return netKeys(row.config).map((key, i) => {
    const index = key.slice(3);
    const net = looseParts(String(row.config[key]));
    if (row.kind === 'lxc') {
      return {
        name: net.name ?? `eth${index}`,
        mac: net.hwaddr ?? '',
        cidrs: cidrs(row.vmid, i, net.ip, net.ip6),
      };
    }
    const ip = looseParts(String(row.config[`ipconfig${index}`] ?? ''));
    const mac = Object.values(net).find(value =>
      /^([0-9A-F]{2}:){5}/.test(value),
    );
    return {
      name: `eth${index}`,
      mac: mac ?? '',
      cidrs: cidrs(row.vmid, i, ip.ip, ip.ip6),
    };
  });
}
