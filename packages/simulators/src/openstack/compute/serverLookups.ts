import { asJson, asList, asText, type Json } from '../../kernel/json';
import type { NetworkCore } from '../network/NetworkCore';
import type { OpenStackContext } from '../OpenStackContext';
import {
  badRequest,
  conflict,
  forbidden,
  invalidField,
  policy,
} from './errors';
import type { FlavorCopy, FlavorRow, NetworkRequest } from './rows';
import type { ComputeSession } from './session';
import { zoneNames } from './zones';

export function copyOf(row: FlavorRow): FlavorCopy {
  const { id, name, vcpus, ram, disk, ephemeral, swap, extraSpecs } = row;
  return { id, name, vcpus, ram, disk, ephemeral, swap, extraSpecs };
}

/** `flavorRef`: an id, or a link that ends with one. */
export function findFlavor(
  ref: unknown,
  session: ComputeSession,
  context: OpenStackContext,
): FlavorCopy {
  const id = String(ref).split('/').pop() ?? '';
  const row = context.tables.flavors.get(id);
  const { admin, projectId } = session.access;
  if (
    !row ||
    !(row.isPublic || admin || row.access.includes(projectId ?? ''))
  ) {
    throw badRequest(`Flavor ${id} could not be found.`);
  }
  return copyOf(row);
}

export function findImage(
  ref: unknown,
  flavor: FlavorCopy,
  session: ComputeSession,
  context: OpenStackContext,
): string {
  const id = String(ref).split('/').pop() ?? '';
  const row = context.tables.images.get(id);
  const { admin, projectId } = session.access;
  const visible =
    row && (admin || row.visibility !== 'private' || row.owner === projectId);
  if (!row || !visible) {
    throw badRequest('Can not find requested image');
  }
  if (row.status !== 'active') {
    throw badRequest(`Image ${id} is not active.`);
  }
  if (row.minRam > flavor.ram) {
    throw badRequest("Flavor's memory is too small for requested image.");
  }
  if (row.minDisk > flavor.disk && flavor.disk !== 0) {
    const gib = 1024 ** 3;
    throw badRequest(
      `Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is ${
        flavor.disk * gib
      } bytes, minimum size is ${row.minDisk * gib} bytes.`,
    );
  }
  return id;
}

export function findKey(
  name: unknown,
  session: ComputeSession,
  context: OpenStackContext,
): string | null {
  if (name === undefined || name === null) {
    return null;
  }
  const own = context.tables.keypairs.by('user', session.access.userId);
  if (!own.some(row => row.name === name)) {
    throw badRequest('Invalid key_name provided.');
  }
  return String(name);
}

export function findGroups(
  value: unknown,
  projectId: string,
  context: OpenStackContext,
): string[] {
  const own = context.tables.securityGroups.by('project', projectId);
  return asList(value).flatMap(item => {
    const name = asText(asJson(item).name) ?? '';
    if (name === 'default') {
      return own.filter(row => row.name === name).map(row => row.id);
    }
    const found = own.filter(row => row.id === name || row.name === name);
    if (found.length === 0) {
      throw badRequest(
        `Unable to find security_group with name or id '${name}'`,
      );
    }
    if (found.length > 1) {
      throw conflict(
        `Multiple security groups found matching '${name}'. Use an ID to be more specific.`,
      );
    }
    return [found[0].id];
  });
}

/** `zone`, or `zone:host`, which only admins may say. */
export function checkZone(
  value: unknown,
  session: ComputeSession,
  context: OpenStackContext,
): string | null {
  const wanted = asText(value);
  if (!wanted) {
    return null;
  }
  const [zone, host] = wanted.split(':');
  if (host && !session.access.admin) {
    throw policy('os_compute_api:servers:create:forced_host');
  }
  if (zone && !zoneNames(context).includes(zone)) {
    throw badRequest('The requested availability zone is not available');
  }
  return wanted;
}

function usable(
  id: string,
  projectId: string,
  context: OpenStackContext,
): boolean {
  const network = context.tables.networks.get(id);
  return network?.projectId === projectId || network?.shared === true;
}

function explicit(
  item: unknown,
  projectId: string,
  session: ComputeSession,
  core: NetworkCore,
): NetworkRequest {
  const { ports, networks, subnets } = core.context.tables;
  const wish = asJson(item);
  const portId = asText(wish.port);
  if (portId) {
    const port = ports.get(portId);
    if (!port || (port.projectId !== projectId && !session.access.admin)) {
      throw badRequest(`Port id ${portId} could not be found.`);
    }
    if (port.deviceId) {
      throw conflict(`Port ${portId} is still in use.`);
    }
    return { portId };
  }
  const networkId = asText(wish.uuid) ?? '';
  if (
    !networks.get(networkId) ||
    !(usable(networkId, projectId, core.context) || session.access.admin)
  ) {
    throw badRequest(`Network ${networkId} could not be found.`);
  }
  if (subnets.by('network', networkId).length === 0) {
    throw badRequest(
      `Network ${networkId} requires a subnet in order to boot instances on.`,
    );
  }
  const fixedIp = asText(wish.fixed_ip);
  const taken =
    fixedIp &&
    subnets
      .by('network', networkId)
      .some(subnet => core.addresses.isTaken(subnet.id, fixedIp));
  if (taken) {
    throw badRequest(
      `Fixed IP address ${fixedIp} is already in use on instance .`,
    );
  }
  return { networkId, fixedIp };
}

/** The networks asked for, or the only one there is. */
export function findNetworks(
  server: Json,
  projectId: string,
  session: ComputeSession,
  core: NetworkCore,
): NetworkRequest[] {
  const { networks: wanted } = server;
  if (Array.isArray(wanted)) {
    if (wanted.length > 0) {
      return wanted.map(item => explicit(item, projectId, session, core));
    }
  } else if (wanted === 'none') {
    return [];
  }
  const { networks, subnets } = core.context.tables;
  const own = [
    ...networks.by('project', projectId),
    ...networks.all().filter(row => row.shared && row.projectId !== projectId),
  ].filter(row => !row.external && subnets.by('network', row.id).length > 0);
  if (own.length > 1) {
    throw conflict(
      'Multiple possible networks found, use a Network ID to be more specific.',
    );
  }
  if (own.length === 0 && wanted === 'auto') {
    throw badRequest(
      `Unable to automatically allocate a network for project ${projectId}`,
    );
  }
  return own.map(row => ({ networkId: row.id }));
}

export function checkPortQuota(
  projectId: string,
  wanted: number,
  core: NetworkCore,
): void {
  const limit = core.quotas.limits(projectId).port;
  const used = core.quotas.used(projectId, 'port');
  if (wanted > 0 && limit >= 0 && used + wanted > limit) {
    throw forbidden(
      `The number of defined ports: ${used} is over the limit: ${limit}`,
    );
  }
}

export function countOf(server: Json, key: string, fallback: number): number {
  const value = server[key];
  if (value === undefined) {
    return fallback;
  }
  if (!Number.isInteger(Number(value)) || Number(value) < 1) {
    throw invalidField(key, value, `${value} is less than the minimum of 1`);
  }
  return Number(value);
}
