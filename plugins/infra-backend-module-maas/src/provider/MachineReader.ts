import {
  isProviderError,
  type InventoryItem,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { NO_ACCELERATORS, type Accelerators } from '../client/devices/gpus';
import { toMachineItem } from '../client/machines/mapper';
import type { WireMachine } from '../client/machines/types';
import type { MaasConfig } from '../config/types';
import { HardwareCache } from './HardwareCache';
import { tolerant } from './tolerant';

/** How long the machines of a reading serve another one that comes with it, ms. */
const FRESH_MS = 30_000;

/** A machine and what the list leaves out of it. */
export interface KnownMachine {
  item: InventoryItem;
  accelerators: Accelerators;
}

/**
 * Reads machines with what the list leaves out: accelerators and addresses of management controllers. The
 * list is the expensive call, so a reading makes it once.
 */
export class MachineReader {
  readonly #hardware: HardwareCache;
  /** by machine; undefined where MAAS has none */
  readonly #powerAddresses = new Map<string, string | undefined>();
  #listing: Promise<KnownMachine[]> | undefined;
  #last: { at: number; machines: KnownMachine[] } | undefined;

  constructor(
    private readonly clients: Clients,
    private readonly config: MaasConfig,
    private readonly now: () => number = Date.now,
  ) {
    this.#hardware = new HardwareCache(clients, config);
  }

  /** All machines as rows. */
  async items(options: ProviderCallOptions): Promise<InventoryItem[]> {
    return (await this.#all(tolerant(options))).map(({ item }) => item);
  }

  /** All machines, as the reading just before found them if there was one. */
  async known(options: ProviderCallOptions): Promise<KnownMachine[]> {
    const last = this.#last;
    return last && this.now() - last.at < FRESH_MS
      ? last.machines
      : this.#all(tolerant(options));
  }

  /** @returns undefined when it is not there */
  async item(
    systemId: string,
    options: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    const machine = await this.clients.machines.get(systemId, options.signal);
    if (!machine) {
      return undefined;
    }
    if (!this.#powerAddresses.has(systemId)) {
      await this.#learnPowerAddresses({ id: [systemId] }, options.signal);
    }
    await this.#hardware.learn([machine], tolerant(options));
    return this.#know(machine).item;
  }

  /** Calls at the same time share a reading; that one of them gives up does not end it for the others. */
  async #all(options: ProviderCallOptions): Promise<KnownMachine[]> {
    const shared = this.#listing;
    if (shared) {
      try {
        return await shared;
      } catch (error) {
        if (!isProviderError(error, 'aborted') || options.signal.aborted) {
          throw error;
        }
        return this.#all(options);
      }
    }
    const mine = this.#read(options).finally(() => {
      this.#listing = undefined;
    });
    this.#listing = mine;
    return mine;
  }

  async #read(options: ProviderCallOptions): Promise<KnownMachine[]> {
    const { signal, onProblem } = options;
    const machines = await this.clients.machines.list({}, signal, onProblem);
    await this.#learnPowerAddresses({}, signal);
    await this.#hardware.learn(machines, options);
    const present = new Set(machines.map(machine => machine.system_id));
    this.#hardware.keepOnly(present);
    for (const id of [...this.#powerAddresses.keys()]) {
      if (!present.has(id)) {
        this.#powerAddresses.delete(id);
      }
    }
    const known = machines.map(machine => this.#know(machine));
    this.#last = { at: this.now(), machines: known };
    return known;
  }

  #know(machine: WireMachine): KnownMachine {
    const accelerators =
      this.#hardware.of(machine.system_id) ?? NO_ACCELERATORS;
    return {
      accelerators,
      item: toMachineItem(
        machine,
        {
          accelerators,
          powerAddress: this.#powerAddresses.get(machine.system_id),
        },
        this.config.tagPrefixes,
      ),
    };
  }

  /** They are an ornament: what is known stays while MAAS does not tell. */
  async #learnPowerAddresses(
    parameters: { id?: readonly string[] },
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const found = await this.clients.machines.powerAddresses(
        parameters,
        signal,
      );
      parameters.id?.forEach(id => this.#powerAddresses.set(id, undefined));
      found.forEach((address, id) => this.#powerAddresses.set(id, address));
    } catch (error) {
      if (!isProviderError(error) || error.kind === 'aborted') {
        throw error;
      }
    }
  }
}
