import {
  KeyedQueue,
  isProviderError,
  type EnsuredInstance,
  type InstanceRequest,
} from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { bootDisk, diskSize } from '../client/guests/disks';
import type { GuestConfig } from '../client/guests/types';
import { readTags, writeNotes } from '../client/ownership';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { Flavor } from '../config/types';
import { guestOptions } from './guestOptions';
import type { PlaceFinder } from './PlaceFinder';
import { seedImage } from './seedImage';
import { seedName } from './seedPlace';
import { toTaskFault } from './taskFault';

interface Task {
  upid: string;
  /** `start the instance` */
  what: string;
  /** for a person, while it runs */
  underWay: string;
}

/**
 * Makes VMs, one task after another: clone the template, upload the seed image, configure, grow the
 * disk, start. What is next follows from how the guest is, so that a restart of the portal at any point
 * loses nothing; the ids of tasks are kept only to tell early, and why, when one fails.
 */
export class GuestMaker {
  readonly #tasks = new Map<string, Task>();
  readonly #templates = new KeyedQueue();

  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
    private readonly places: PlaceFinder,
  ) {}

  /** For an operation that has no guest (any more). */
  async begin(
    request: InstanceRequest,
    candidates: number[],
    signal: AbortSignal,
  ): Promise<EnsuredInstance> {
    const waiting = await this.#waitFor(request.operationId, signal);
    if (waiting) {
      return { externalId: String(candidates[0]), underWay: waiting };
    }
    if (candidates.length === 0) {
      const { from, to } = this.transport.config.vmids;
      throw this.transport.error(
        'capacity',
        `${this.transport.config.id} has no free id for the instance between ${from} and ${to}; widen ${this.transport.config.configKey}.vmids.`,
      );
    }
    const flavor = this.#flavor(request.flavorExternalId);
    const { template, node } = await this.places.find(
      request.imageExternalId,
      flavor,
      signal,
    );
    const newid = candidates[0];
    const busy = await this.#templates.run(
      `${template.node} ${template.vmid}`,
      () => this.#clone(request, { template, node, newid }, signal),
    );
    return { externalId: String(newid), underWay: busy };
  }

  /** For an operation whose guest is there, in whatever state. */
  async continue(
    request: InstanceRequest,
    guest: GuestRow,
    signal: AbortSignal,
  ): Promise<EnsuredInstance> {
    const externalId = String(guest.vmid);
    const waiting = await this.#waitFor(request.operationId, signal);
    if (waiting) {
      return { externalId, underWay: waiting };
    }
    const config = await this.clients.guests.config(guest, signal);
    if (config?.lock === 'clone' && config.description === undefined) {
      throw this.transport.error(
        'conflict',
        `${this.transport.config.id} could not clone the template: it left the guest ${guest.vmid} locked.`,
      );
    }
    if (!config || config.lock) {
      return {
        externalId,
        underWay: `Waiting until the guest is no longer locked${
          config?.lock ? ` (${config.lock})` : ''
        }`,
      };
    }
    const flavor = this.#flavor(request.flavorExternalId);
    if (
      readTags(config.tags).operationId !== request.operationId.toLowerCase()
    ) {
      const uploading = await this.#provideSeed(request, guest, signal);
      if (uploading) {
        return { externalId, underWay: uploading };
      }
      await this.#configure(request, guest, config, flavor, signal);
    }
    return {
      externalId,
      underWay:
        (await this.#growDisk(request, guest, config, flavor, signal)) ??
        (await this.#start(request, guest, signal)),
    };
  }

  #flavor(name: string): Flavor {
    const flavor = this.transport.config.flavors.find(one => one.name === name);
    if (!flavor) {
      throw this.transport.error(
        'not-found',
        `${this.transport.config.id} has no flavor "${name}"; see ${this.transport.config.configKey}.flavors.`,
      );
    }
    return flavor;
  }

  /** Clones of one template are made one after another: they hold its lock and its storage's. */
  async #clone(
    request: InstanceRequest,
    place: { template: GuestRow; node: string; newid: number },
    signal: AbortSignal,
  ): Promise<string> {
    const { template, node, newid } = place;
    const running = await this.clients.tasks.ofGuest(
      template.node,
      template.vmid,
      signal,
      { running: true, type: 'qmclone' },
    );
    if (running.length > 0) {
      return `Waiting for another clone of ${template.name}`;
    }
    const { clone } = this.transport.config;
    let upid: string;
    try {
      upid = await this.clients.guests.clone(
        template,
        {
          newid,
          name: request.name,
          description: writeNotes(request.operationId, request.metadata),
          pool: request.projectExternalId,
          full: clone.mode === 'full',
          storage: clone.storage,
          ...(node !== template.node && { target: node }),
        },
        signal,
      );
    } catch (error) {
      if (
        isProviderError(error, 'conflict') &&
        /already exists/.test(error.detail)
      ) {
        return `Taking another id than ${newid}, which somebody has just taken`;
      }
      throw error;
    }
    return this.#note(request.operationId, {
      upid,
      what: 'clone the template',
      underWay: `Cloning ${template.name} to ${node}`,
    });
  }

  async #provideSeed(
    request: InstanceRequest,
    guest: GuestRow,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const place = {
      node: guest.node,
      storage: this.transport.config.seedStorage,
      name: seedName(guest.vmid, request.operationId),
    };
    if (await this.clients.storage.hasIso(place, signal)) {
      return undefined;
    }
    const upid = await this.clients.storage.uploadIso(
      place,
      seedImage({
        instanceId: request.operationId,
        hostname: request.name,
        userData: request.userData,
      }),
      signal,
    );
    return this.#note(request.operationId, {
      upid,
      what: 'store the seed image',
      underWay: 'Uploading what the instance is to be set up with',
    });
  }

  /** The tags come with this call, so a guest that has them has its configuration. */
  async #configure(
    request: InstanceRequest,
    guest: GuestRow,
    config: GuestConfig,
    flavor: Flavor,
    signal: AbortSignal,
  ): Promise<void> {
    const vnets = await this.clients.networks.vnets(signal);
    await this.clients.guests.configure(
      guest,
      guestOptions(request, guest, config, {
        flavor,
        seedStorage: this.transport.config.seedStorage,
        vnets: new Set(vnets.map(one => one.vnet)),
      }),
      signal,
    );
  }

  async #growDisk(
    request: InstanceRequest,
    guest: GuestRow,
    config: GuestConfig,
    flavor: Flavor,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const disk = bootDisk(config);
    const size = disk && diskSize(config, disk);
    if (!disk || !size || size >= flavor.vector.storageBytes) {
      return undefined;
    }
    const upid = await this.clients.guests.resizeDisk(
      guest,
      disk,
      flavor.vector.storageBytes,
      signal,
    );
    return this.#note(request.operationId, {
      upid,
      what: 'grow the disk',
      underWay: 'Growing the disk',
    });
  }

  async #start(
    request: InstanceRequest,
    guest: GuestRow,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const live = await this.clients.guests.status(guest, signal);
    if (live?.status !== 'stopped') {
      return undefined;
    }
    const upid = await this.clients.guests.power(guest, 'start', {}, signal);
    return this.#note(request.operationId, {
      upid,
      what: 'start the instance',
      underWay: 'Starting it',
    });
  }

  #note(operationId: string, task: Task): string {
    this.#tasks.set(operationId, task);
    return task.underWay;
  }

  /**
   * What the last task is at.
   * @throws ProviderError when it failed for a reason that will not pass
   */
  async #waitFor(
    operationId: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const task = this.#tasks.get(operationId);
    const state = task && (await this.clients.tasks.state(task.upid, signal));
    if (task && state && !state.ended) {
      return task.underWay;
    }
    this.#tasks.delete(operationId);
    if (task && state?.ended && !state.ok) {
      const fault = toTaskFault(
        this.transport.config.id,
        task.what,
        state.words,
      );
      throw this.transport.error(fault.kind, fault.message, fault.detail);
    }
    return undefined;
  }
}
