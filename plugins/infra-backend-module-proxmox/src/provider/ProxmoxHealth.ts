import type {
  ControlPlaneHealth,
  ControlPlaneService,
  HealthReader,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { HaRow } from '../client/cluster/ClusterClient';
import type { StatusRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';

function quorum(rows: StatusRow[]): ControlPlaneService[] {
  const cluster = rows.find(row => row.type === 'cluster');
  return cluster
    ? [
        {
          name: 'quorum',
          host: cluster.name,
          state: cluster.quorate ? 'up' : 'down',
          ...(!cluster.quorate && {
            detail: 'The cluster has no quorum: nothing can be changed.',
          }),
        },
      ]
    : [];
}

function node(row: StatusRow): ControlPlaneService {
  return {
    name: 'node',
    host: row.name,
    state: row.online ? 'up' : 'down',
  };
}

function haManager(row: HaRow): ControlPlaneService {
  const status = row.status ?? '';
  return {
    name: `ha-${row.type}`,
    host: row.node ?? 'cluster',
    state: /old timestamp|dead|error|fence/i.test(status) ? 'down' : 'up',
    ...(status && { detail: status }),
  };
}

/** Quorum, nodes, and the high-availability manager. */
export class ProxmoxHealth implements HealthReader {
  constructor(private readonly clients: Clients) {}

  async health({ signal }: ProviderCallOptions): Promise<ControlPlaneHealth> {
    const { cluster } = this.clients;
    const [version, status, ha] = await Promise.all([
      cluster.version(signal),
      cluster.status(signal),
      cluster.haStatus(signal),
    ]);
    return {
      version,
      problems: [],
      services: [
        ...quorum(status),
        ...status.filter(row => row.type === 'node').map(node),
        ...ha
          .filter(row => row.type === 'master' || row.type === 'lrm')
          .map(haManager),
      ],
    };
  }
}
