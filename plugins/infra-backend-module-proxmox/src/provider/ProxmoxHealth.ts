import {
  type ControlPlaneHealth,
  type ControlPlaneService,
  type HealthReader,
  type ProviderCallOptions,
  quietReading,
} from '@ironstage/plugin-infra-node';
import type { HaRow } from '../client/cluster/ClusterClient';
import type { StatusRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import type { ProxmoxConfig } from '../config/types';
import { offerOf } from './flavors';
import type { CensusReader } from './gpus/CensusReader';

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
  constructor(
    private readonly config: ProxmoxConfig,
    private readonly clients: Clients,
    private readonly census: CensusReader,
  ) {}

  async health({ signal }: ProviderCallOptions): Promise<ControlPlaneHealth> {
    const { cluster } = this.clients;
    const [version, status, ha, problems] = await Promise.all([
      cluster.version(signal),
      cluster.status(signal),
      cluster.haStatus(signal),
      this.#flavorProblems(signal),
    ]);
    return {
      version,
      problems,
      services: [
        ...quorum(status),
        ...status.filter(row => row.type === 'node').map(node),
        ...ha
          .filter(row => row.type === 'master' || row.type === 'lrm')
          .map(haManager),
      ],
    };
  }

  /** Flavors that can't be had are not offered; somebody has to know why. */
  async #flavorProblems(signal: AbortSignal): Promise<string[]> {
    const { flavors, configKey } = this.config;
    if (flavors.every(flavor => !flavor.gpus)) {
      return [];
    }
    const { nodes } = await this.clients.cluster.resources(signal);
    const census = await this.census.read(
      nodes,
      quietReading('flavor', signal),
    );
    return flavors.flatMap((flavor, at) => {
      const { missing, unknown } = offerOf(flavor, census);
      const key = `${configKey}.flavors[${at}]`;
      return [
        ...(missing
          ? [
              `The flavor "${flavor.name}" is not offered: ${missing}; check ${key}.`,
            ]
          : []),
        ...unknown.map(
          words =>
            `The flavor "${flavor.name}" can't be had: nobody has named ${words}; name it in ${configKey}.gpuModels.`,
        ),
      ];
    });
  }
}
