import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  InfraProvider,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import { createClients, type Clients } from '../client/createClients';
import { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { ProxmoxConfig } from '../config/types';
import { CensusReader } from './gpus/CensusReader';
import { GuestReader } from './GuestReader';
import { HypervisorReader } from './HypervisorReader';
import { PlaceFinder } from './PlaceFinder';
import { ProxmoxGpus } from './ProxmoxGpus';
import { ProxmoxHealth } from './ProxmoxHealth';
import { ProxmoxInstanceActions } from './ProxmoxInstanceActions';
import { ProxmoxInstances } from './ProxmoxInstances';
import { ProxmoxInventory } from './ProxmoxInventory';
import { ProxmoxProjects } from './ProxmoxProjects';
import { ReadingRights } from './ReadingRights';

/** One Proxmox VE cluster as the portal uses it. */
export class ProxmoxProvider implements InfraProvider {
  readonly kind = 'proxmox';
  readonly id: string;
  readonly title: string;
  readonly selfService: boolean;
  readonly site: string;
  readonly configKey: string;
  readonly inventory: ProxmoxInventory;
  readonly projects: ProxmoxProjects;
  readonly instances: ProxmoxInstances;
  readonly instanceActions: ProxmoxInstanceActions;
  readonly gpus: ProxmoxGpus;
  readonly health: ProxmoxHealth;
  readonly #transport: ProxmoxTransport;
  readonly #clients: Clients;
  readonly #rights: ReadingRights;

  /** Contacts nobody. */
  static create(config: ProxmoxConfig, logger: LoggerService): ProxmoxProvider {
    return new ProxmoxProvider(
      new ProxmoxTransport(config, logger.child({ provider: config.id })),
    );
  }

  constructor(transport: ProxmoxTransport) {
    const { config } = transport;
    const clients = createClients(transport);
    const census = new CensusReader(clients, config.gpuModels, config.flavors);
    const hypervisors = new HypervisorReader(config, clients, census);
    const reader = new GuestReader(transport, clients, census);
    this.#transport = transport;
    this.#clients = clients;
    this.#rights = new ReadingRights(transport, clients);
    this.id = config.id;
    this.title = config.title;
    this.selfService = config.selfService;
    this.site = config.site;
    this.configKey = config.configKey;
    this.inventory = new ProxmoxInventory({
      transport,
      clients,
      guests: reader,
      hypervisors,
      census,
      rights: this.#rights,
    });
    this.projects = new ProxmoxProjects(transport, clients);
    this.instances = new ProxmoxInstances(
      transport,
      clients,
      reader,
      new PlaceFinder(transport, clients, hypervisors),
    );
    this.instanceActions = new ProxmoxInstanceActions(
      transport,
      clients,
      reader,
    );
    this.gpus = new ProxmoxGpus(clients, census);
    this.health = new ProxmoxHealth(config, clients, census);
  }

  async check({ signal }: ProviderCallOptions): Promise<void> {
    const version = await this.#clients.cluster.version(signal);
    const [major, minor] = version.split('.').map(Number);
    if (major < 8 || (major === 8 && minor < 1)) {
      throw this.#transport.error(
        'misconfigured',
        `${this.id} runs Proxmox VE ${version}, the portal needs 8.1 or later; check ${this.configKey}.endpoints.`,
      );
    }
    await this.#rights.demand(signal);
    await this.#checkNames(signal);
  }

  /** What the configuration names must exist. */
  async #checkNames(signal: AbortSignal): Promise<void> {
    const { config } = this.#transport;
    const storages = await this.#clients.storage.list(signal);
    const seed = storages.find(one => one.storage === config.seedStorage);
    if (!seed || !seed.content.split(',').includes('iso')) {
      throw this.#transport.error(
        'misconfigured',
        `${this.id} has no storage "${config.seedStorage}" that takes ISO images; check ${this.configKey}.seedStorage.`,
      );
    }
    const { storage } = config.clone;
    if (storage && !storages.some(one => one.storage === storage)) {
      throw this.#transport.error(
        'misconfigured',
        `${this.id} has no storage "${storage}"; check ${this.configKey}.clone.storage.`,
      );
    }
  }
}
