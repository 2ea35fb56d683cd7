import {
  fieldOf,
  isProviderError,
  type ControlPlaneHealth,
  type ControlPlaneService,
  type HealthReader,
  type OnOddRow,
  type ProviderCallOptions,
  type ProviderError,
} from '@ironstage/plugin-infra-node';
import { fromAgent, fromConductor, fromService } from '../client/health';
import type { Clients } from './clients';

/** The worst first: what of two rows of one name and host is told. */
const BY_GRAVITY: ReadonlyArray<ControlPlaneService['state']> = [
  'down',
  'unknown',
  'degraded',
  'disabled',
  'up',
];

const gravity = (service: ControlPlaneService) =>
  BY_GRAVITY.indexOf(service.state);

function once(services: ControlPlaneService[]): ControlPlaneService[] {
  const found = new Map<string, ControlPlaneService>();
  for (const service of services) {
    const key = `${service.name} ${service.host}`;
    const known = found.get(key);
    if (!known || gravity(service) < gravity(known)) {
      found.set(key, service);
    }
  }
  return [...found.values()];
}

/**
 * Services of Nova and Cinder, agents of Neutron, conductors of Ironic. Placement and Glance keep no
 * such lists; they are only asked whether they answer.
 */
export class OpenStackHealth implements HealthReader {
  constructor(private readonly clients: Clients) {}

  async health({ signal }: ProviderCallOptions): Promise<ControlPlaneHealth> {
    const { hypervisors, network, volumes, baremetal, providers, images } =
      this.clients;
    const services: ControlPlaneService[] = [];
    const errors: ProviderError[] = [];
    const problems: string[] = [];
    const odd =
      (what: string): OnOddRow =>
      ({ row, why }) => {
        const host = fieldOf(row, 'host') ?? fieldOf(row, 'hostname');
        problems.push(
          `${what}${host ? ` on ${host}` : ''} can't be read: ${why}`,
        );
      };
    const reads: Record<string, Promise<ControlPlaneService[]>> = {
      Nova: hypervisors
        .allServices(signal, odd('A service of Nova'))
        .then(rows => rows.map(fromService)),
      Neutron: network.agents
        .list(signal, odd('An agent of Neutron'))
        .then(rows => rows.map(fromAgent)),
      Cinder: volumes
        .available(signal)
        .then(there =>
          there ? volumes.services(signal, odd('A service of Cinder')) : [],
        )
        .then(rows => rows.map(fromService)),
      Ironic: baremetal
        .available(signal)
        .then(there =>
          there ? baremetal.conductors(signal, odd('A conductor')) : [],
        )
        .then(rows => rows.map(fromConductor)),
      Placement: providers.ping(signal).then(() => []),
      Glance: images.ping(signal).then(() => []),
    };
    const results = await Promise.allSettled(Object.values(reads));
    results.forEach((result, index) => {
      if (result.status === 'fulfilled') {
        services.push(...result.value);
      } else if (
        isProviderError(result.reason) &&
        result.reason.kind !== 'aborted'
      ) {
        errors.push(result.reason);
        problems.push(
          `${Object.keys(reads)[index]} can't be asked: ${
            result.reason.message
          }`,
        );
      } else {
        throw result.reason;
      }
    });
    if (services.length === 0 && errors.length > 0) {
      throw errors[0];
    }
    return { services: once(services), problems };
  }
}
