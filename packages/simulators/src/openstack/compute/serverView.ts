import { createHash } from 'node:crypto';
import type { Json } from '../../kernel/json';
import { isoMicros, isoSeconds } from '../../kernel/time';
import type { OpenStackContext } from '../OpenStackContext';
import { bookmark, embeddedFlavor, links } from './flavorView';
import type { Fault, ServerRow } from './rows';
import type { ComputeSession } from './session';
import { statusOf } from './status';
import { zoneOfHost } from './zones';

const withProgress = new Set([
  'ACTIVE',
  'BUILD',
  'REBUILD',
  'RESIZE',
  'VERIFY_RESIZE',
  'MIGRATING',
]);

/** Differs per project for the same host, so that tenants cannot compare. */
export function hostId(host: string | null, projectId: string): string {
  return host === null
    ? ''
    : createHash('sha224')
        .update(projectId + host)
        .digest('hex');
}

export function serverSummary(row: ServerRow, origin: string): Json {
  return {
    id: row.id,
    name: row.name,
    links: links(origin, 'servers', row.id),
  };
}

function addressesOf(row: ServerRow, context: OpenStackContext): Json {
  const { ports, networks, floatingIps } = context.tables;
  const out: Record<string, Json[]> = {};
  // Nova's copy of the network information is filled when the build ends.
  if (row.vmState === 'building' || row.vmState === 'deleted') {
    return out;
  }
  for (const port of ports.by('device', row.id)) {
    const name = networks.get(port.networkId)?.name ?? '';
    const mac = port.macAddress;
    const entry = (addr: string, type: string): Json => ({
      version: 4,
      addr,
      'OS-EXT-IPS:type': type,
      'OS-EXT-IPS-MAC:mac_addr': mac,
    });
    const list = (out[name] ??= []);
    port.fixedIps.forEach(ip => list.push(entry(ip.ipAddress, 'fixed')));
    floatingIps
      .by('port', port.id)
      .forEach(ip => list.push(entry(ip.floatingIpAddress, 'floating')));
  }
  return out;
}

function groupNames(
  row: ServerRow,
  context: OpenStackContext,
): Json[] | undefined {
  const { ports, securityGroups } = context.tables;
  const attached = ports.by('device', row.id);
  if (attached.length === 0) {
    return undefined;
  }
  const ids = new Set(attached.flatMap(port => port.securityGroupIds));
  return [...ids].map(id => ({ name: securityGroups.get(id)?.name ?? id }));
}

function faultView(fault: Fault, admin: boolean): Json {
  return {
    code: fault.code,
    created: isoSeconds(fault.created),
    message: fault.message,
    ...(fault.details && (admin || fault.code !== 500)
      ? { details: fault.details }
      : {}),
  };
}

function adminView(
  row: ServerRow,
  minor: number,
  context: OpenStackContext,
): Json {
  const hypervisor = context.tables.hypervisors.by(
    'hostname',
    row.host ?? '',
  )[0];
  return {
    'OS-EXT-SRV-ATTR:host': row.host,
    'OS-EXT-SRV-ATTR:instance_name': `instance-${row.number
      .toString(16)
      .padStart(8, '0')}`,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': hypervisor?.hostname ?? null,
    ...(minor >= 3
      ? {
          'OS-EXT-SRV-ATTR:reservation_id': row.reservationId,
          'OS-EXT-SRV-ATTR:launch_index': row.launchIndex,
          'OS-EXT-SRV-ATTR:hostname': row.hostname,
          'OS-EXT-SRV-ATTR:kernel_id': '',
          'OS-EXT-SRV-ATTR:ramdisk_id': '',
          'OS-EXT-SRV-ATTR:root_device_name': '/dev/sda',
          'OS-EXT-SRV-ATTR:user_data': row.userData,
        }
      : {}),
    ...(minor >= 16 ? { host_status: row.host === null ? '' : 'UP' } : {}),
  };
}

function newerView(row: ServerRow, minor: number, single: boolean): Json {
  return {
    ...(minor >= 9 ? { locked: row.locked } : {}),
    ...(minor >= 73 ? { locked_reason: row.lockedReason } : {}),
    ...(minor >= 19 ? { description: row.description } : {}),
    ...(minor >= 26 ? { tags: [...row.tags].sort() } : {}),
    ...(minor >= 63 ? { trusted_image_certificates: null } : {}),
    ...(minor >= 90 ? { 'OS-EXT-SRV-ATTR:hostname': row.hostname } : {}),
    ...(single && minor >= 71
      ? { server_groups: row.groupId ? [row.groupId] : [] }
      : {}),
  };
}

/**
 * A server as its microversion and caller see it.
 *
 * @param single - false inside a list, where a server that never had a host
 *   shows no fault (its row is in another database; Launchpad bug 1856329).
 */
export function serverView(
  row: ServerRow,
  origin: string,
  session: ComputeSession,
  context: OpenStackContext,
  single: boolean,
): Json {
  const { minor, access } = session;
  const status = statusOf(row.vmState, row.taskState);
  const failed = status === 'ERROR' || status === 'DELETED';
  const showFault = row.fault && failed && (single || !row.cell0);
  const groups = groupNames(row, context);
  return {
    id: row.id,
    name: row.name,
    status,
    tenant_id: row.projectId,
    user_id: row.userId,
    metadata: row.metadata,
    hostId: hostId(row.host, row.projectId),
    image: row.imageId
      ? { id: row.imageId, links: bookmark(origin, 'images', row.imageId) }
      : '',
    flavor: embeddedFlavor(row.flavor, origin, minor),
    created: isoSeconds(row.createdAt),
    updated: isoSeconds(row.updatedAt),
    addresses: addressesOf(row, context),
    accessIPv4: '',
    accessIPv6: '',
    links: links(origin, 'servers', row.id),
    'OS-DCF:diskConfig': 'MANUAL',
    ...(showFault && row.fault
      ? { fault: faultView(row.fault, access.admin) }
      : {}),
    ...(withProgress.has(status) ? { progress: 0 } : {}),
    'OS-EXT-AZ:availability_zone':
      row.host === null ? '' : zoneOfHost(row.host, context),
    config_drive: row.configDrive ? 'True' : '',
    key_name: row.keyName,
    'OS-SRV-USG:launched_at':
      row.launchedAt === null ? null : isoMicros(row.launchedAt),
    'OS-SRV-USG:terminated_at':
      row.terminatedAt === null ? null : isoMicros(row.terminatedAt),
    ...(groups ? { security_groups: groups } : {}),
    ...(access.admin ? adminView(row, minor, context) : {}),
    'OS-EXT-STS:task_state': row.taskState,
    'OS-EXT-STS:vm_state': row.vmState,
    'OS-EXT-STS:power_state': row.powerState,
    'os-extended-volumes:volumes_attached': row.volumes.map(volume => ({
      id: volume.id,
      ...(minor >= 3
        ? { delete_on_termination: volume.deleteOnTermination }
        : {}),
    })),
    ...newerView(row, minor, single),
  };
}
