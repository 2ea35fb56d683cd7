import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  HttpTransport,
  type FloatingIpManager,
  type GpuReader,
  type HealthReader,
  type InfraProvider,
  type InstanceActions,
  type InstanceManager,
  type NetworkManager,
  type ProjectManager,
  type ProviderCallOptions,
  type QuotaManager,
} from '@ironstage/plugin-infra-node';
import { openStackFailureDecoder } from '../client/transport/decodeFailure';
import { OpenStackTransport } from '../client/transport/OpenStackTransport';
import type { OpenStackConfig } from '../config/types';
import { BootKeyPairs } from './BootKeyPairs';
import { createClients } from './clients';
import { HostCapacities } from './HostCapacities';
import { OpenStackFloatingIps } from './OpenStackFloatingIps';
import { OpenStackGpus } from './OpenStackGpus';
import { OpenStackHealth } from './OpenStackHealth';
import { OpenStackInstanceActions } from './OpenStackInstanceActions';
import { OpenStackInstances } from './OpenStackInstances';
import { OpenStackInventory } from './OpenStackInventory';
import { OpenStackNetworks } from './OpenStackNetworks';
import { OpenStackProjects } from './OpenStackProjects';
import { OpenStackQuotas } from './OpenStackQuotas';
import { ProjectFirewall } from './ProjectFirewall';
import { ProjectNetwork } from './ProjectNetwork';
import { ProjectQuota } from './ProjectQuota';

/** One OpenStack region as the portal uses it. */
export class OpenStackProvider implements InfraProvider {
  readonly kind = 'openstack';
  readonly id: string;
  readonly title: string;
  readonly selfService: boolean;
  readonly site: string;
  readonly configKey: string;
  readonly inventory: OpenStackInventory;
  readonly projects: ProjectManager;
  readonly quotas: QuotaManager;
  readonly networks: NetworkManager;
  readonly gpus: GpuReader;
  readonly health: HealthReader;
  /** left out unless the configuration allows some */
  readonly floatingIps?: FloatingIpManager;
  /** left out with an application credential alone, which can't log in to other projects */
  readonly instances?: InstanceManager;
  /** left out likewise: the image of a snapshot belongs to the project that asks for it */
  readonly instanceActions?: InstanceActions;
  readonly #transport: OpenStackTransport;

  /** Contacts nobody. */
  static create(
    config: OpenStackConfig,
    logger: LoggerService,
  ): OpenStackProvider {
    const http = new HttpTransport({
      provider: config.id,
      logger: logger.child({ provider: config.id }),
      decodeFailure: openStackFailureDecoder(config.id, config.configKey),
      hints: {
        url: `${config.configKey}.authUrl`,
        ca: `${config.configKey}.ca`,
        timeouts: `${config.configKey}.timeouts`,
      },
      ca: config.ca,
      concurrency: config.concurrency,
      connectTimeoutMs: config.timeouts.connectMs,
      requestTimeoutMs: config.timeouts.requestMs,
      readDeadlineMs: config.timeouts.readMs,
      requestIdHeader: 'x-openstack-request-id',
    });
    return new OpenStackProvider(new OpenStackTransport(config, http));
  }

  constructor(transport: OpenStackTransport) {
    const { config } = transport;
    const clients = createClients(transport);
    this.#transport = transport;
    this.id = config.id;
    this.title = config.title;
    this.selfService = config.selfService;
    this.site = config.site;
    this.configKey = config.configKey;
    const capacities = new HostCapacities(clients.providers, config.gpuModels);
    this.inventory = new OpenStackInventory(clients, config, capacities);
    this.gpus = new OpenStackGpus(clients, capacities, config.gpuModels);
    this.health = new OpenStackHealth(clients);
    const parts = {
      network: new ProjectNetwork(transport, clients.network),
      firewall: new ProjectFirewall(transport, clients.network),
      quota: new ProjectQuota(transport, clients),
    };
    this.projects = new OpenStackProjects(transport, clients, parts);
    this.quotas = new OpenStackQuotas(parts.quota);
    this.networks = new OpenStackNetworks(parts);
    const { externalNetwork, floatingIps } = config.network;
    const addresses =
      externalNetwork && floatingIps
        ? new OpenStackFloatingIps(
            transport,
            clients.network,
            clients.servers,
            { externalNetwork, perProject: floatingIps.perProject },
          )
        : undefined;
    if (addresses) {
      this.floatingIps = addresses;
    }
    if (transport.session.canProvision) {
      this.instances = new OpenStackInstances(
        transport,
        clients.servers,
        this.inventory.instances,
        new BootKeyPairs(clients.keypairs),
        addresses,
      );
      this.instanceActions = new OpenStackInstanceActions(transport, clients);
    }
  }

  async check({ signal }: ProviderCallOptions): Promise<void> {
    const { config, session } = this.#transport;
    const token = await session.token('portal', signal);
    if (!token.roles.includes('admin')) {
      throw this.#transport.error(
        'misconfigured',
        `The portal's account at ${config.id} lacks the role admin on its project; check ${config.configKey}.auth.`,
        `roles: ${token.roles.join(', ')}`,
      );
    }
    await this.#transport.probe('compute', { at: '2.61' }, signal);
    await this.#transport.probe('placement', { at: '1.29' }, signal);
    await this.#transport.probe('network', undefined, signal);
    await this.#transport.probe('image', undefined, signal);
    if (config.provisioning) {
      await session.provisioningUserId(signal);
    }
  }
}
