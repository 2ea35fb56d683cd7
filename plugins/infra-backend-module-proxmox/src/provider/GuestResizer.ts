import { setTimeout as sleep } from 'node:timers/promises';
import type { Clients } from '../client/createClients';
import { bootDisk, diskSize } from '../client/guests/disks';
import { passedThrough } from '../client/guests/hostpci';
import type { GuestConfig } from '../client/guests/types';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import type { Flavor } from '../config/types';
import type { LiveGuest } from './GuestReader';
import { numaNodes, sizeOptions } from './sizeOptions';
import { toTaskFault } from './taskFault';

/** How long a guest is given to shut down before its plug is pulled, in s. */
export const SHUTDOWN_SECONDS = 120;

/** Gives guests another size. */
export class GuestResizer {
  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
  ) {}

  /**
   * Processors and memory take effect with the next start, so a guest that runs is rebooted.
   *
   * @returns id of the last task; undefined when none was needed
   * @throws ProviderError `invalid` when the disk would have to shrink, or the GPUs to change
   */
  async resize(
    flavorName: string,
    { row, live }: LiveGuest,
    config: GuestConfig,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const flavor = this.transport.config.flavors.find(
      one => one.name === flavorName,
    );
    if (!flavor) {
      throw this.transport.error(
        'not-found',
        `${this.transport.config.id} has no flavor "${flavorName}"; see ${this.transport.config.configKey}.flavors.`,
      );
    }
    const { vector } = flavor;
    this.#demandSameGpus(flavor, config);
    if (numaNodes(config).length > 0) {
      throw this.transport.error(
        'conflict',
        `The instance has a NUMA layout that was made by hand for its present size (${numaNodes(
          config,
        ).join(', ')}); an administrator has to resize it.`,
      );
    }
    const disk = row.type === 'lxc' ? 'rootfs' : bootDisk(config);
    const size = disk && diskSize(config, disk);
    if (size && size > vector.storageBytes) {
      throw this.transport.error(
        'invalid',
        `The disk of the instance is larger than the flavor "${flavorName}" has, and disks can't shrink.`,
      );
    }
    const others = (config.tags ?? '')
      .split(';')
      .filter(tag => tag && !tag.startsWith('flavor-'));
    await this.clients.guests.configure(
      row,
      {
        ...sizeOptions(row.type, config, vector),
        tags: [...others, `flavor-${flavorName}`].join(';'),
      },
      signal,
    );
    const grown =
      disk && size && size < vector.storageBytes
        ? await this.clients.guests.resizeDisk(
            row,
            disk,
            vector.storageBytes,
            signal,
          )
        : undefined;
    if (live.status === 'running') {
      if (grown) {
        await this.#awaitTask(grown, signal);
      }
      return this.clients.guests.power(
        row,
        'reboot',
        { timeout: SHUTDOWN_SECONDS },
        signal,
      );
    }
    return grown;
  }

  /** Cards are placed when an instance is made; a resize can't move it to where there are others. */
  #demandSameGpus({ name, gpus }: Flavor, config: GuestConfig): void {
    const had = passedThrough(config)
      .map(one => [one.mapping ?? one.addresses.join(';'), one.mdev].join())
      .sort();
    const wanted = Array.from({ length: gpus?.count ?? 0 }, () =>
      [gpus!.mapping, gpus!.mdev].join(),
    );
    if (had.join('|') !== wanted.join('|')) {
      throw this.transport.error(
        'invalid',
        `The flavor "${name}" has other GPUs than the instance, and a resize can't change those; make a new instance.`,
      );
    }
  }

  /** A disk grows in moments; the reboot must not run into its lock. */
  async #awaitTask(upid: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const state = await this.clients.tasks.state(upid, signal);
      if (!state || state.ended) {
        if (state && !state.ok) {
          const fault = toTaskFault(
            this.transport.config.id,
            'grow the disk',
            state.words,
          );
          throw this.transport.error('conflict', fault.message, fault.detail);
        }
        return;
      }
      await sleep(500, undefined, { signal });
    }
  }
}
