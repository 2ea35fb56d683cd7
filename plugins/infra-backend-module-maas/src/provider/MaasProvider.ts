import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  InfraProvider,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import { createClients, type Clients } from '../client/createClients';
import { MaasTransport } from '../client/transport/MaasTransport';
import type { MaasConfig } from '../config/types';
import { Administrator } from './Administrator';
import { MaasGpus } from './MaasGpus';
import { MaasHealth } from './MaasHealth';
import { MaasInventory } from './MaasInventory';
import { MaasMachines } from './MaasMachines';
import { MaasProjects } from './MaasProjects';
import { MachineReader } from './MachineReader';

/** One MAAS region as the portal uses it. */
export class MaasProvider implements InfraProvider {
  readonly kind = 'maas';
  readonly id: string;
  readonly title: string;
  readonly selfService: boolean;
  readonly site: string;
  readonly configKey: string;
  readonly inventory: MaasInventory;
  readonly projects: MaasProjects;
  readonly machines: MaasMachines;
  readonly gpus: MaasGpus;
  readonly health: MaasHealth;
  readonly #transport: MaasTransport;
  readonly #clients: Clients;
  readonly #administrator: Administrator;

  /** Contacts nobody. */
  static create(config: MaasConfig, logger: LoggerService): MaasProvider {
    return new MaasProvider(
      new MaasTransport(config, logger.child({ provider: config.id })),
    );
  }

  constructor(transport: MaasTransport) {
    const { config } = transport;
    const clients = createClients(transport);
    const reader = new MachineReader(clients, config);
    this.#transport = transport;
    this.#clients = clients;
    this.id = config.id;
    this.title = config.title;
    this.selfService = config.selfService;
    this.site = config.site;
    this.configKey = config.configKey;
    this.#administrator = new Administrator(transport, clients);
    this.inventory = new MaasInventory(
      transport,
      clients,
      reader,
      this.#administrator,
    );
    this.projects = new MaasProjects(transport, clients);
    this.machines = new MaasMachines(transport, clients, reader);
    this.gpus = new MaasGpus(reader);
    this.health = new MaasHealth(clients);
  }

  async check({ signal }: ProviderCallOptions): Promise<void> {
    const version = await this.#clients.account.version(signal);
    const [major, minor] = version.split('.').map(Number);
    if (major < 3 || (major === 3 && minor < 4)) {
      throw this.#transport.error(
        'misconfigured',
        `${this.id} runs MAAS ${version}, the portal needs 3.4 or later; check ${this.configKey}.url.`,
      );
    }
    await this.#administrator.demand(signal);
  }
}
