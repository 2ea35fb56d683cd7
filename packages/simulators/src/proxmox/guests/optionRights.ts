import type { ApiCall } from '../api/types';
import { isRoot } from '../access/principal';
import { failure, forbidden } from '../errors';
import type { GuestKind } from '../rows';
import { looseParts } from '../schema/propertyString';
import { isDiskKey } from './config';

/** Which privilege a configuration option needs; undefined: root@pam only. */
const byOption: Array<[RegExp, string[]]> = [
  [
    /^(cores|sockets|vcpus|cpu|cpulimit|cpuunits|numa\d*|affinity)$/,
    ['VM.Config.CPU'],
  ],
  [/^(memory|balloon|shares|swap|hugepages)$/, ['VM.Config.Memory']],
  [/^net\d+$/, ['VM.Config.Network']],
  [
    /^(ciuser|cipassword|sshkeys|citype|ciupgrade|cicustom)$/,
    ['VM.Config.Cloudinit'],
  ],
  [
    /^(nameserver|searchdomain|ipconfig\d+)$/,
    ['VM.Config.Cloudinit', 'VM.Config.Network'],
  ],
  [/^unused\d+$/, ['VM.Config.Disk']],
  [
    /^(bios|machine|scsihw|vga|watchdog|audio0|rng0|keyboard|serial\d+|usb\d+|hostpci\d+)$/,
    ['VM.Config.HWType'],
  ],
  [
    /^(name|hostname|description|tags|onboot|boot|bootdisk|startup|agent|protection|localtime|ostype|tablet|acpi|hotplug|smbios1|startdate|freeze|autostart|timezone|arch|cmode|console|tty|features|unprivileged|vmgenid|migrate_(speed|downtime)|kvm|reboot|spice_enhancements|vmstatestorage|allow-ksm)$/,
    ['VM.Config.Options'],
  ],
];

function privilegesFor(
  kind: GuestKind,
  key: string,
  value: string,
): string[] | undefined {
  if (isDiskKey(key)) {
    const cdrom = value.includes('media=cdrom') || value.endsWith(':cloudinit');
    return [cdrom ? 'VM.Config.CDROM' : 'VM.Config.Disk'];
  }
  const found = byOption.find(([pattern]) => pattern.test(key))?.[1];
  return kind === 'lxc' && /^(nameserver|searchdomain)$/.test(key)
    ? ['VM.Config.Network']
    : found;
}

/** SDN.Use on the bridge or vnet, as an ACL path. */
export function bridgePath(
  call: ApiCall,
  bridge: string,
  tag?: string,
): string {
  const vnet = call.ctx.tables.vnets.get(bridge);
  const zone = vnet?.wanted?.zone ?? vnet?.applied?.zone ?? 'localnetwork';
  return `/sdn/zones/${zone}/${bridge}${tag ? `/${tag}` : ''}`;
}

/** @throws PveError 403 */
export function demandBridge(call: ApiCall, net: string): void {
  const { bridge, tag } = looseParts(net);
  if (bridge !== undefined) {
    const { authid } = call.principal;
    call.ctx.access.demand(authid, bridgePath(call, bridge, tag), 'SDN.Use');
  }
}

function demandHostPci(call: ApiCall, key: string, value: string) {
  const { mapping } = looseParts(value);
  if (mapping === undefined) {
    throw failure(`only root can set '${key}' config for non-mapped devices`);
  }
  const { authid } = call.principal;
  call.ctx.access.demand(authid, `/mapping/pci/${mapping}`, 'Mapping.Use');
}

/**
 * The rights that a change of options needs, option by option.
 *
 * @param value - null: the option is deleted
 * @throws PveError 403, or 500 for what only root may set
 */
export function demandOptionRights(
  call: ApiCall,
  kind: GuestKind,
  vmid: number,
  pool: string | undefined,
  changes: Record<string, string | number | null>,
): void {
  const { ctx, principal } = call;
  if (isRoot(principal)) {
    return;
  }
  const path = `/vms/${vmid}`;
  for (const [key, raw] of Object.entries(changes)) {
    const value = raw === null ? '' : String(raw);
    const wanted = privilegesFor(kind, key, value);
    if (!wanted) {
      throw failure(`only root can set '${key}' config`);
    }
    if (wanted.length === 1) {
      ctx.access.demandOnVm(principal.authid, vmid, pool, wanted[0]);
    } else if (!ctx.access.hasAny(principal.authid, path, wanted)) {
      throw forbidden(`${path}, ${wanted.join('|')}`);
    }
    if (raw !== null && /^hostpci\d+$/.test(key)) {
      demandHostPci(call, key, value);
    }
    if (raw !== null && /^net\d+$/.test(key)) {
      demandBridge(call, value);
    }
  }
}
