import { tally } from '../stats/tally';
import { displayName } from './guests/config';
import type { ProxmoxCluster } from './ProxmoxCluster';

export interface ProxmoxClusterStats {
  nodes: number;
  guests: number;
  /** Guests per name: two for one request is a bug of the client. */
  guestsByName: Record<string, number>;
  running: number;
  /** Guests with a lock in their configuration, and which. */
  locks: Record<string, number>;
  /** Tasks by type, and how they ended (or `running`). */
  tasks: Record<string, number>;
  tasksByEnd: Record<string, number>;
  refusedLogins: number;
  /** What was refused on the wire: `PUT /nodes/{node}/qemu/{vmid}/config 400 Parameter verification failed.` */
  refusals: Record<string, number>;
}

/** By cluster. */
export type ProxmoxStats = Record<string, ProxmoxClusterStats>;

function describeCluster(cluster: ProxmoxCluster): ProxmoxClusterStats {
  const { nodes, guests, tasks } = cluster.state.tables;
  const rows = guests.all();
  return {
    nodes: nodes.size,
    guests: rows.length,
    guestsByName: tally(rows.map(displayName)),
    running: rows.filter(row => row.run).length,
    locks: tally(
      rows.flatMap(row => (row.config.lock ? [String(row.config.lock)] : [])),
    ),
    tasks: tally(tasks.all().map(task => task.type)),
    tasksByEnd: tally(
      tasks
        .all()
        .map(task =>
          task.endedAt === null ? 'running' : task.exitstatus ?? '',
        ),
    ),
    refusedLogins: cluster.sessions.refused,
    refusals: tally(cluster.refusals),
  };
}

export function describeClusters(
  clusters: readonly ProxmoxCluster[],
): ProxmoxStats {
  return Object.fromEntries(
    clusters.map(cluster => [cluster.facts.name, describeCluster(cluster)]),
  );
}
