import {
  isProviderError,
  type InventoryItem,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { toGpuCard, type GpuCard } from '../client/devices/gpus';
import { toMachineItem } from '../client/machines/mapper';
import type { WireMachine } from '../client/machines/types';
import type { MaasConfig } from '../config/types';

const PARALLEL = 3;

/**
 * Reads machines with what the list leaves out: GPUs, which need a request for each machine that has
 * some, and addresses of management controllers. GPUs change with a commissioning only, so they are
 * kept by machine and commissioning result, and a list asks for machines it has not seen before.
 */
export class MachineReader {
  readonly #gpus = new Map<
    string,
    { result: number | null; cards: GpuCard[] }
  >();
  readonly #bmc = new Map<string, string>();
  #listing: Promise<WireMachine[]> | undefined;

  constructor(
    private readonly clients: Clients,
    private readonly config: MaasConfig,
  ) {}

  /** All machines; calls at the same time share one list, which is the expensive call. */
  async items(signal: AbortSignal): Promise<InventoryItem[]> {
    const machines = await this.#list(signal);
    await this.#learnBmc({}, signal);
    await this.#learnGpus(machines, signal);
    const present = new Set(machines.map(machine => machine.system_id));
    for (const kept of [this.#gpus, this.#bmc]) {
      for (const id of kept.keys()) {
        if (!present.has(id)) {
          kept.delete(id);
        }
      }
    }
    return machines.map(machine => this.#toItem(machine));
  }

  /** @returns undefined when it is not there */
  async item(
    systemId: string,
    signal: AbortSignal,
  ): Promise<InventoryItem | undefined> {
    const machine = await this.clients.machines.get(systemId, signal);
    if (!machine) {
      return undefined;
    }
    if (!this.#bmc.has(systemId)) {
      await this.#learnBmc({ id: [systemId] }, signal);
    }
    if (!this.#knowsGpus(machine)) {
      await this.#readGpus(machine, signal);
    }
    return this.#toItem(machine);
  }

  /** GPU cards of a machine that has been read. */
  cards(systemId: string): readonly GpuCard[] {
    return this.#gpus.get(systemId)?.cards ?? [];
  }

  #toItem(machine: WireMachine): InventoryItem {
    return toMachineItem(
      machine,
      {
        gpus: this.#gpus.get(machine.system_id)?.cards ?? [],
        bmcAddress: this.#bmc.get(machine.system_id),
      },
      this.config.tagPrefixes,
    );
  }

  #list(signal: AbortSignal): Promise<WireMachine[]> {
    this.#listing ??= this.clients.machines.list({}, signal).finally(() => {
      this.#listing = undefined;
    });
    return this.#listing;
  }

  #knowsGpus(machine: WireMachine): boolean {
    const known = this.#gpus.get(machine.system_id);
    return (
      known !== undefined &&
      known.result === (machine.current_commissioning_result_id ?? null)
    );
  }

  async #learnGpus(
    machines: readonly WireMachine[],
    signal: AbortSignal,
  ): Promise<void> {
    const unknown = machines.filter(machine => !this.#knowsGpus(machine));
    if (unknown.length === 0) {
      return;
    }
    const withGpus = new Set<string>();
    for (const vendor of this.config.gpuVendors) {
      const found = await this.clients.machines.list(
        { devices: `vendor_id=${vendor}` },
        signal,
      );
      found.forEach(machine => withGpus.add(machine.system_id));
    }
    const queue = unknown.filter(machine => withGpus.has(machine.system_id));
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        for (let machine = queue.shift(); machine; machine = queue.shift()) {
          await this.#readGpus(machine, signal);
        }
      }),
    );
    for (const machine of unknown) {
      if (!withGpus.has(machine.system_id)) {
        this.#keep(machine, []);
      }
    }
  }

  async #readGpus(machine: WireMachine, signal: AbortSignal): Promise<void> {
    const devices = await this.clients.devices.gpus(machine.system_id, signal);
    this.#keep(
      machine,
      devices.map(device => toGpuCard(device, this.config.gpuModels)),
    );
  }

  #keep(machine: WireMachine, cards: GpuCard[]): void {
    this.#gpus.set(machine.system_id, {
      result: machine.current_commissioning_result_id ?? null,
      cards,
    });
  }

  /** They are an ornament: what is known stays while MAAS does not tell. */
  async #learnBmc(
    parameters: { id?: readonly string[] },
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const found = await this.clients.machines.powerAddresses(
        parameters,
        signal,
      );
      found.forEach((address, id) => this.#bmc.set(id, address));
    } catch (error) {
      if (!isProviderError(error) || error.kind === 'aborted') {
        throw error;
      }
    }
  }
}
