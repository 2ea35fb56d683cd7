import type { ApiCall } from '../api/types';
import { isRoot } from '../access/principal';
import { failure, forbidden } from '../errors';
import type { GuestKind } from '../rows';
import { looseParts } from '../schema/propertyString';
import { isDiskKey } from './config';
import { privilegesFor, type Needed } from './optionPrivileges';

/** Of drives it depends on the value. */
function neededFor(kind: GuestKind, key: string, value: string): Needed {
  if (isDiskKey(key)) {
    const cdrom = value.includes('media=cdrom') || value.endsWith(':cloudinit');
    return [cdrom ? 'VM.Config.CDROM' : 'VM.Config.Disk'];
  }
  return privilegesFor(kind, key);
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

/** What some values need beside the right on the option. */
function demandOfValue(
  call: ApiCall,
  kind: GuestKind,
  key: string,
  value: string | number | null,
): void {
  const { authid } = call.principal;
  if (kind === 'lxc' && key === 'hookscript') {
    throw forbidden('changing the hookscript is only allowed for root@pam');
  }
  if (kind === 'qemu' && key === 'startup') {
    // it changes how the host behaves
    call.ctx.access.demand(authid, '/', 'Sys.Modify');
  }
  const real = /^serial\d+$/.test(key)
    ? value !== 'socket'
    : /^usb\d+$/.test(key) && !/spice|mapping=/i.test(String(value));
  if (kind === 'qemu' && value !== null && real) {
    throw failure(`only root can set '${key}' config for real devices`);
  }
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
    const wanted = neededFor(kind, key, value);
    if (wanted === 'root') {
      throw failure(`only root can set '${key}' config`);
    }
    if (wanted.length === 1) {
      ctx.access.demandOnVm(principal.authid, vmid, pool, wanted[0]);
    } else {
      ctx.access.demandAny(principal.authid, path, wanted);
    }
    demandOfValue(call, kind, key, raw);
    if (raw !== null && /^hostpci\d+$/.test(key)) {
      demandHostPci(call, key, value);
    }
    if (raw !== null && /^net\d+$/.test(key)) {
      demandBridge(call, value);
    }
  }
}
