import {
  isProviderError,
  mapLimited,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import {
  acceleratorsOf,
  deviceFilters,
  type Accelerators,
} from '../client/devices/gpus';
import { STATUS } from '../client/machines/status';
import type { WireMachine } from '../client/machines/types';
import type { MaasConfig } from '../config/types';

/** Machines asked for their devices at once. */
const PARALLEL = 3;

/** So many machines are asked one by one, rather than listing all that have devices of a vendor. */
const FEW = 16;

/** More ids than these do not go into an address. */
const MANY = 200;

interface Known {
  /** number of the commissioning that found it; undefined while that may find more */
  result: number | null | undefined;
  found: Accelerators;
}

const resultOf = (machine: WireMachine) =>
  machine.current_commissioning_result_id ?? null;

/** Whether a commissioning, or the tests that follow it, may be at work. */
const isLookedInto = ({ status }: WireMachine) =>
  status === STATUS.commissioning || status === STATUS.testing;

/**
 * Accelerators of machines, which need a request each. They change with a commissioning only, so they are kept
 * by its result. MAAS gives a result its number when the commissioning begins, so while a machine is being
 * looked into, its number says nothing of what is known.
 */
export class HardwareCache {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly clients: Clients,
    private readonly config: MaasConfig,
  ) {}

  /** What was found in a machine the last time that it could be asked. */
  of(systemId: string): Accelerators | undefined {
    return this.#known.get(systemId)?.found;
  }

  keepOnly(present: ReadonlySet<string>): void {
    for (const id of [...this.#known.keys()]) {
      if (!present.has(id)) {
        this.#known.delete(id);
      }
    }
  }

  /** Asks for what is not known of these machines; what can't be told is asked for again the next time. */
  async learn(
    machines: readonly WireMachine[],
    options: ProviderCallOptions,
  ): Promise<void> {
    const due = machines.filter(machine => this.#isDue(machine));
    const asked =
      due.length > FEW ? await this.#withDevices(due, options) : due;
    await mapLimited(asked, PARALLEL, machine => this.#ask(machine, options));
  }

  #isDue(machine: WireMachine): boolean {
    const known = this.#known.get(machine.system_id);
    const isFinal = known?.result !== undefined;
    return isLookedInto(machine)
      ? !isFinal
      : !isFinal || known.result !== resultOf(machine);
  }

  /** Those of the machines that have devices of the vendors; the others have none, which is kept. */
  async #withDevices(
    machines: readonly WireMachine[],
    { signal }: ProviderCallOptions,
  ): Promise<WireMachine[]> {
    const having = new Set<string>();
    const among =
      machines.length > MANY
        ? {}
        : { id: machines.map(machine => machine.system_id) };
    for (const devices of deviceFilters(this.config)) {
      const found = await this.clients.machines.ids(
        { ...among, devices },
        signal,
      );
      found.forEach(id => having.add(id));
    }
    machines
      .filter(machine => !having.has(machine.system_id))
      .forEach(machine => this.#keep(machine, { cards: [], unknown: [] }));
    return machines.filter(machine => having.has(machine.system_id));
  }

  async #ask(
    machine: WireMachine,
    { signal, onProblem }: ProviderCallOptions,
  ): Promise<void> {
    try {
      const devices = await this.clients.devices.gpus(
        machine.system_id,
        signal,
        onProblem,
      );
      this.#keep(machine, acceleratorsOf(devices, this.config));
    } catch (error) {
      // deleted since it was listed: the next list will not have it
      if (isProviderError(error, 'not-found')) {
        return;
      }
      if (!isProviderError(error) || error.kind === 'aborted') {
        throw error;
      }
      onProblem?.({
        kind: 'machine',
        externalId: machine.system_id,
        message: `The GPUs of ${machine.hostname} could not be read: ${error.message}`,
      });
    }
  }

  #keep(machine: WireMachine, found: Accelerators): void {
    this.#known.set(machine.system_id, {
      result: isLookedInto(machine) ? undefined : resultOf(machine),
      found,
    });
  }
}
