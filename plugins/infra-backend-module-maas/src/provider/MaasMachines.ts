import type {
  InventoryItem,
  MachineAction,
  MachineAllocation,
  MachineEvent,
  MachineManager,
  MachineState,
  MachineTarget,
  ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import type { WireMachine } from '../client/machines/types';
import type { MaasTransport } from '../client/transport/MaasTransport';
import { toConstraints } from './constraints';
import { MachineActions } from './MachineActions';
import { toMachineState } from './machineState';
import type { MachineReader } from './MachineReader';

const LEVELS: Record<string, MachineEvent['level']> = {
  DEBUG: 'debug',
  INFO: 'info',
  AUDIT: 'info',
  WARNING: 'warning',
  ERROR: 'error',
  CRITICAL: 'error',
};

/**
 * Allocates and brings machines through their life. The operation's id is the machine's agent name, part
 * of the allocating call, by which MAAS finds it again; a copy among the owner data is for the lists,
 * which do not have the agent name.
 */
export class MaasMachines implements MachineManager {
  readonly supported = [
    'commission',
    'deploy',
    'release',
    'mark-broken',
    'mark-fixed',
    'power-on',
    'power-off',
    'lock',
    'unlock',
    'abort',
  ] as const;

  readonly #actions: MachineActions;
  readonly #underWay = new Map<string, Promise<{ externalId: string }>>();

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
    private readonly reader: MachineReader,
  ) {
    this.#actions = new MachineActions(transport, clients);
  }

  account({ signal }: ProviderCallOptions): Promise<string> {
    return this.#actions.ownership.account(signal);
  }

  async ensureAllocated(
    request: MachineAllocation,
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string }> {
    const key = request.operationId;
    const mine =
      this.#underWay.get(key) ??
      this.#allocate(request, signal).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, mine);
    return mine;
  }

  async findByOperation(
    request: { operationId: string },
    { signal }: ProviderCallOptions,
  ): Promise<{ externalId: string } | undefined> {
    const [held] = await this.#heldBy(request.operationId, signal);
    return held && { externalId: held.system_id };
  }

  async begin(
    target: MachineTarget,
    action: MachineAction,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    await this.#actions.begin(target, action, signal);
  }

  async getStates(
    externalIds: readonly string[],
    { signal }: ProviderCallOptions,
  ): Promise<Map<string, MachineState>> {
    if (externalIds.length === 0) {
      return new Map();
    }
    const machines = await this.clients.machines.list(
      { id: externalIds },
      signal,
    );
    return new Map(
      machines
        // should a region not know the filter, it answers with all machines
        .filter(machine => externalIds.includes(machine.system_id))
        .map(machine => [
          machine.system_id,
          toMachineState(machine, this.transport.config.id),
        ]),
    );
  }

  async events(
    target: { externalId: string },
    request: { limit: number; beforeId?: number },
    { signal }: ProviderCallOptions,
  ): Promise<MachineEvent[]> {
    const events = await this.clients.events.ofMachine(
      target.externalId,
      { limit: request.limit, before: request.beforeId },
      signal,
    );
    return events.map(event => ({
      id: event.id,
      at: event.created,
      level: LEVELS[event.level] ?? 'info',
      type: event.type,
      description: event.description ?? '',
      ...(event.username &&
        event.username !== 'unknown' && { actor: event.username }),
    }));
  }

  read(
    externalId: string,
    options: ProviderCallOptions,
  ): Promise<InventoryItem | undefined> {
    return this.reader.item(externalId, options);
  }

  async #allocate(
    request: MachineAllocation,
    signal: AbortSignal,
  ): Promise<{ externalId: string }> {
    const { operationId } = request;
    const [held] = await this.#heldBy(operationId, signal);
    const machine =
      held ??
      (await this.clients.machines.allocate(
        {
          ...toConstraints(request.constraints),
          pool: await this.#poolName(request.projectExternalId, signal),
          agent_name: operationId,
          comment: request.comment,
        },
        signal,
      ));
    const own = held
      ? machine
      : await this.#settleRace(machine, operationId, signal);
    await this.#actions.ownership.mark(own, operationId, signal);
    return { externalId: own.system_id };
  }

  /** Should two processes have allocated for one operation, the machine that comes first stays. */
  async #settleRace(
    allocated: WireMachine,
    operationId: string,
    signal: AbortSignal,
  ): Promise<WireMachine> {
    const [first, ...others] = await this.#heldBy(operationId, signal);
    if (
      !first ||
      first.system_id === allocated.system_id ||
      others.length === 0
    ) {
      return allocated;
    }
    await this.clients.machines.act(
      allocated.system_id,
      'release',
      { comment: `Another machine was allocated for ${operationId}` },
      signal,
    );
    return first;
  }

  async #heldBy(
    operationId: string,
    signal: AbortSignal,
  ): Promise<WireMachine[]> {
    const machines = await this.clients.machines.list(
      { agent_name: [operationId] },
      signal,
    );
    return machines
      .filter(machine => machine.owner)
      .sort((a, b) => (a.system_id < b.system_id ? -1 : 1));
  }

  async #poolName(
    id: string | undefined,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    if (id === undefined) {
      return undefined;
    }
    const pools = await this.clients.pools.list(signal);
    const pool = pools.find(one => String(one.id) === id);
    if (!pool) {
      throw this.transport.error(
        'not-found',
        `${this.transport.config.id} no longer has the resource pool of the project.`,
        `pool ${id}`,
      );
    }
    return pool.name;
  }
}
