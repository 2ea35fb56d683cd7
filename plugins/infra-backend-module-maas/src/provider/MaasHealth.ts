import {
  isProviderError,
  type ControlPlaneHealth,
  type ControlPlaneService,
  type HealthReader,
  type ProviderCallOptions,
  type ReadProblem,
} from '@ironstage/plugin-infra-node';
import type { WireController } from '../client/controllers/ControllersClient';
import type { Clients } from '../client/createClients';

const STATES: Record<string, ControlPlaneService['state']> = {
  running: 'up',
  degraded: 'degraded',
  dead: 'down',
  // off on purpose: another controller has the part
  off: 'disabled',
};

function servicesOf(rack: WireController): ControlPlaneService[] {
  return (rack.service_set ?? []).map(service => ({
    name: service.name,
    host: rack.hostname,
    ...(rack.zone && { zone: rack.zone.name }),
    state: STATES[service.status] ?? 'unknown',
    ...(service.status_info && { detail: service.status_info }),
  }));
}

/** Controllers and their services. The API tells services of racks only; that a region works shows in its answer. */
export class MaasHealth implements HealthReader {
  constructor(private readonly clients: Clients) {}

  async health({ signal }: ProviderCallOptions): Promise<ControlPlaneHealth> {
    const { account, controllers } = this.clients;
    const version = await account.version(signal);
    const problems: string[] = [];
    const ask = async (list: Promise<WireController[]>) => {
      try {
        return await list;
      } catch (error) {
        if (!isProviderError(error) || error.kind === 'aborted') {
          throw error;
        }
        problems.push(error.message);
        return [];
      }
    };
    const leftOut = ({ message }: ReadProblem) => {
      problems.push(message);
    };
    const [racks, regions] = await Promise.all([
      ask(controllers.racks(signal, leftOut)),
      ask(controllers.regions(signal, leftOut)),
    ]);
    return {
      version,
      problems,
      services: [
        ...regions.map(region => ({
          name: 'regiond',
          host: region.hostname,
          state: regions.length === 1 ? ('up' as const) : ('unknown' as const),
        })),
        ...racks.flatMap(servicesOf),
      ],
    };
  }
}
