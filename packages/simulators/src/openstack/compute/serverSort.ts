import { invalidParameter, policy } from './errors';
import type { ServerRow } from './rows';
import type { ComputeSession } from './session';

type Value = string | number | boolean | null;

const keys: Record<string, (row: ServerRow) => Value> = {
  uuid: row => row.id,
  display_name: row => row.name,
  created_at: row => row.createdAt,
  updated_at: row => row.updatedAt,
  launched_at: row => row.launchedAt,
  terminated_at: row => row.terminatedAt,
  vm_state: row => row.vmState,
  task_state: row => row.taskState,
  power_state: row => row.powerState,
  host: row => row.host,
  node: row => row.host,
  project_id: row => row.projectId,
  user_id: row => row.userId,
  hostname: row => row.hostname,
  key_name: row => row.keyName,
  image_ref: row => row.imageId,
  instance_type_id: row => row.flavor.id,
  launch_index: row => row.launchIndex,
  locked: row => row.locked,
  display_description: row => row.description,
  availability_zone: row => row.requestedZone,
};

/**
 * The order a list asks for: `asc`/`desc` by creation, which the table already
 * has, or the rows sorted by other keys.
 */
export function sortServers(
  query: URLSearchParams,
  { access }: ComputeSession,
  rows: readonly ServerRow[],
): 'asc' | 'desc' | readonly ServerRow[] {
  const names = query.getAll('sort_key');
  const directions = query.getAll('sort_dir');
  if (names.length === 0) {
    return directions[0] === 'asc' ? 'asc' : 'desc';
  }
  for (const name of names) {
    if (!keys[name]) {
      const list = Object.keys(keys).map(key => `'${key}'`);
      throw invalidParameter(
        'sort_key',
        name,
        `'${name}' is not one of [${list.join(', ')}]`,
      );
    }
    if ((name === 'host' || name === 'node') && !access.admin) {
      throw policy('os_compute_api:servers:index:sort_by_host');
    }
  }
  const sign = (i: number) => ((directions[i] ?? 'desc') === 'asc' ? 1 : -1);
  const rest = names.slice(1).every(name => name === 'uuid');
  if (names[0] === 'created_at' && rest) {
    return sign(0) === 1 ? 'asc' : 'desc';
  }
  return [...rows].sort((a, b) => {
    for (const [i, name] of names.entries()) {
      const x = keys[name](a) ?? '';
      const y = keys[name](b) ?? '';
      if (x !== y) {
        return x < y ? -sign(i) : sign(i);
      }
    }
    return b.seq - a.seq;
  });
}
