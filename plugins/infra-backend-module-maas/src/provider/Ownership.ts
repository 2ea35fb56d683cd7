import type { MachineTarget } from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { OPERATION_KEY } from '../client/machines/mapper';
import type { WireMachine } from '../client/machines/types';
import type { MaasTransport } from '../client/transport/MaasTransport';

/**
 * Whose a machine is. The portal's key is an administrator's, to whom MAAS refuses nothing, and others may use
 * the same account: what the portal took carries the mark of the operation that took it.
 */
export class Ownership {
  #username: string | undefined;

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
  ) {}

  /** Name of the portal's account, asked for once. */
  async account(signal: AbortSignal): Promise<string> {
    this.#username ??= (await this.clients.account.whoAmI(signal)).username;
    return this.#username;
  }

  /** @throws ProviderError `conflict` when another account has the machine */
  async demandAccount(
    machine: WireMachine,
    signal: AbortSignal,
  ): Promise<void> {
    if (machine.owner && machine.owner !== (await this.account(signal))) {
      throw this.transport.error(
        'conflict',
        `The machine ${machine.hostname} at ${this.transport.config.id} belongs to another account than the portal's; nothing was done.`,
        `owner ${machine.owner}`,
      );
    }
  }

  /** @throws ProviderError `conflict` when no operation of the portal took the machine */
  async demandMark(
    machine: WireMachine,
    target: MachineTarget,
    signal: AbortSignal,
  ): Promise<void> {
    if (
      !machine.owner_data?.[OPERATION_KEY] &&
      !(await this.holds(machine, target.operationId, signal))
    ) {
      throw this.transport.error(
        'conflict',
        `The machine ${machine.hostname} at ${this.transport.config.id} was not taken by an operation of the portal, but by somebody else who uses its account; nothing was done. Release it in MAAS.`,
        machine.system_id,
      );
    }
  }

  /**
   * Whether this operation took the machine: by its mark, or by the agent name, which is part of the
   * allocating call and there before the mark is.
   */
  async holds(
    machine: WireMachine,
    operationId: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const mark = machine.owner_data?.[OPERATION_KEY];
    if (mark) {
      return mark === operationId;
    }
    const found = await this.clients.machines.list(
      { agent_name: [operationId], id: [machine.system_id] },
      signal,
    );
    return found.some(
      one => one.system_id === machine.system_id && Boolean(one.owner),
    );
  }

  /** Writes the operation on a machine that it has. */
  async mark(
    machine: WireMachine,
    operationId: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (machine.owner_data?.[OPERATION_KEY] !== operationId) {
      await this.clients.machines.act(
        machine.system_id,
        'set_owner_data',
        { [OPERATION_KEY]: operationId },
        signal,
      );
    }
  }
}
