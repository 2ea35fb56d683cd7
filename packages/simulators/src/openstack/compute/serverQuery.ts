import { lowerBound } from '../../kernel/Table';
import { parseIso } from '../../kernel/time';
import { flag } from '../body';
import { matchesTags } from '../identity/lists';
import type { OpenStackContext } from '../OpenStackContext';
import { badRequest, invalidParameter, policy } from './errors';
import { pageLimit } from './paging';
import type { ServerRow } from './rows';
import type { ComputeSession } from './session';
import { sortServers } from './serverSort';
import { knownStatuses, statusOf } from './status';
import { zoneOfHost } from './zones';

const parameters = new Set([
  'access_ip_v4',
  'access_ip_v6',
  'all_tenants',
  'auto_disk_config',
  'availability_zone',
  'block_device_mapping',
  'changes-before',
  'changes-since',
  'config_drive',
  'created_at',
  'deleted',
  'description',
  'display_description',
  'display_name',
  'flavor',
  'host',
  'hostname',
  'image',
  'image_ref',
  'info_cache',
  'instance_type_id',
  'ip',
  'ip6',
  'key_name',
  'kernel_id',
  'launch_index',
  'launched_at',
  'limit',
  'locked',
  'locked_by',
  'marker',
  'metadata',
  'name',
  'node',
  'not-tags',
  'not-tags-any',
  'pci_devices',
  'power_state',
  'progress',
  'project_id',
  'ramdisk_id',
  'reservation_id',
  'root_device_name',
  'security_groups',
  'services',
  'soft_deleted',
  'sort_dir',
  'sort_key',
  'status',
  'system_metadata',
  'tags',
  'tags-any',
  'task_state',
  'tenant_id',
  'terminated_at',
  'user_id',
  'uuid',
  'vcpus',
  'vm_state',
]);

type Test = (row: ServerRow) => boolean;

function expression(name: string, text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw invalidParameter(name, text, `'${text}' is not a 'regex'`);
  }
}

function time(name: string, text: string): number {
  const value = parseIso(text);
  if (Number.isNaN(value)) {
    throw invalidParameter(name, text, `'${text}' is not a 'date-time'`);
  }
  return value;
}

function statusTest(query: URLSearchParams, admin: boolean): Test | undefined {
  const wanted = query.getAll('status').map(text => text.toUpperCase());
  if (wanted.length === 0) {
    return undefined;
  }
  for (const status of wanted) {
    if (!knownStatuses.has(status)) {
      throw badRequest('Invalid status value');
    }
    if (status === 'DELETED' && !admin) {
      throw badRequest('Only administrators may list deleted instances');
    }
  }
  return row => wanted.includes(statusOf(row.vmState, row.taskState));
}

function ipTest(query: URLSearchParams, context: OpenStackContext) {
  const text = query.get('ip');
  if (text === null) {
    return undefined;
  }
  const pattern = expression('ip', text);
  const { ports } = context.tables;
  return (row: ServerRow) =>
    ports
      .by('device', row.id)
      .some(port => port.fixedIps.some(ip => pattern.test(ip.ipAddress)));
}

/** The filters in force; what is ignored at this version or role is absent. */
function testsOf(
  query: URLSearchParams,
  { access, minor }: ComputeSession,
  context: OpenStackContext,
): Test[] {
  const tests: Array<Test | undefined> = [];
  const equal = (name: string, value: (row: ServerRow) => string | null) => {
    const wanted = query.get(name);
    tests.push(wanted === null ? undefined : row => value(row) === wanted);
  };
  const name = query.get('name');
  if (name !== null) {
    const pattern = expression('name', name);
    tests.push(row => pattern.test(row.name));
  }
  const since = query.get('changes-since');
  if (since !== null) {
    const from = time('changes-since', since);
    tests.push(row => row.updatedAt >= from);
  }
  const before = query.get('changes-before');
  if (before !== null && minor >= 66) {
    const until = time('changes-before', before);
    tests.push(row => row.updatedAt <= until);
  }
  tests.push(statusTest(query, access.admin), ipTest(query, context));
  equal('flavor', row => row.flavor.id);
  equal('image', row => row.imageId);
  equal('uuid', row => row.id);
  equal('user_id', row => row.userId);
  equal('key_name', row => row.keyName);
  equal('reservation_id', row => row.reservationId);
  equal('vm_state', row => row.vmState);
  equal('task_state', row => row.taskState);
  equal('availability_zone', row =>
    row.host === null ? '' : zoneOfHost(row.host, context),
  );
  if (access.admin) {
    equal('host', row => row.host);
  }
  if (minor >= 73 && query.has('locked')) {
    const wanted = flag(query, 'locked');
    tests.push(row => row.locked === wanted);
  }
  if (minor >= 26) {
    tests.push(row => matchesTags(query, row.tags));
  }
  return tests.filter((test): test is Test => test !== undefined);
}

function checkParameters(
  query: URLSearchParams,
  { access, minor }: ComputeSession,
): void {
  if (minor >= 75) {
    const unknown = [...query.keys()].find(key => !parameters.has(key));
    if (unknown) {
      throw badRequest(
        `Invalid input for query parameters . Value: . Additional properties are not allowed ('${unknown}' was unexpected)`,
      );
    }
  }
  if (access.admin && query.has('metadata')) {
    throw badRequest('Invalid filter field: metadata.');
  }
}

/** Rows to look through, from an index, in order of creation. */
function scopeOf(
  query: URLSearchParams,
  { access }: ComputeSession,
  context: OpenStackContext,
): { rows: readonly ServerRow[]; rest: Test } {
  const { servers } = context.tables;
  const allTenants = flag(query, 'all_tenants');
  if (allTenants && !access.admin) {
    throw policy('os_compute_api:servers:index:get_all_tenants');
  }
  // Without all_tenants a project filter changes nothing.
  const project = allTenants
    ? query.get('project_id') ?? query.get('tenant_id') ?? undefined
    : access.projectId ?? '';
  const statusDeleted = query.get('status')?.toUpperCase() === 'DELETED';
  const onlyGone = access.admin && (flag(query, 'deleted') || statusDeleted);
  const withGone = query.has('changes-since') && query.get('deleted') === null;
  if (onlyGone || withGone) {
    return {
      rows: servers.all(),
      rest: row =>
        (project === undefined || row.projectId === project) &&
        (!onlyGone || row.gone),
    };
  }
  return {
    rows:
      project === undefined
        ? servers.by('live', 'yes')
        : servers.by('project', project),
    rest: () => true,
  };
}

/** One page of servers for a caller. */
export function queryServers(
  query: URLSearchParams,
  session: ComputeSession,
  context: OpenStackContext,
): ServerRow[] {
  checkParameters(query, session);
  const { rows, rest } = scopeOf(query, session, context);
  const tests = [rest, ...testsOf(query, session, context)];
  const matches = (row: ServerRow) => tests.every(test => test(row));
  const limit = pageLimit(query);
  const markerId = query.get('marker');
  const marker =
    markerId === null ? undefined : context.tables.servers.get(markerId);
  if (markerId !== null && (!marker || marker.gone)) {
    throw badRequest(`marker [${markerId}] not found`);
  }
  const order = sortServers(query, session, rows);
  const page: ServerRow[] = [];
  if (order === 'asc' || order === 'desc') {
    // Rows are in order of creation: start at the marker, stop when full.
    const step = order === 'asc' ? 1 : -1;
    let at = order === 'asc' ? 0 : rows.length - 1;
    if (marker) {
      at =
        order === 'asc'
          ? lowerBound(rows, marker.seq + 1)
          : lowerBound(rows, marker.seq) - 1;
    }
    for (; at >= 0 && at < rows.length && page.length < limit; at += step) {
      if (matches(rows[at])) {
        page.push(rows[at]);
      }
    }
    return page;
  }
  const from = marker ? order.indexOf(marker) + 1 : 0;
  for (let at = from; at < order.length && page.length < limit; at += 1) {
    if (matches(order[at])) {
      page.push(order[at]);
    }
  }
  return page;
}
