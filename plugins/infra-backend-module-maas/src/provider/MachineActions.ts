import {
  isProviderError,
  type MachineAction,
  type MachineTarget,
  type ProviderError,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { nodeStatus, STATUS } from '../client/machines/status';
import type { WireMachine } from '../client/machines/types';
import type {
  MaasTransport,
  Parameters,
} from '../client/transport/MaasTransport';
import { commentOf, Installation } from './Installation';
import { Ownership } from './Ownership';
import { whyNot } from './whyNot';

/** Ends of a release, and what leads there by itself. */
const RELEASED: readonly number[] = [
  STATUS.ready,
  STATUS.new,
  STATUS.releasing,
  STATUS.diskErasing,
];

/** Acts on single machines; what is done already, or under way, is not asked for again. */
export class MachineActions {
  readonly ownership: Ownership;
  readonly #installation: Installation;

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
  ) {
    this.ownership = new Ownership(transport, clients);
    this.#installation = new Installation(transport, clients, this.ownership);
  }

  async begin(
    target: MachineTarget,
    action: MachineAction,
    signal: AbortSignal,
  ): Promise<void> {
    const machine = await this.#machine(target, signal);
    if (await this.#isDone(target, machine, action, signal)) {
      return;
    }
    await this.#check(target, machine, action, signal);
    try {
      await this.#act(target, machine, action, signal);
    } catch (error) {
      // an answer that was lost, or a 500, does not say that it was not done
      if (!isProviderError(error, 'unknown-outcome')) {
        throw error;
      }
      const now = await this.#machine(target, signal);
      if (!(await this.#isDone(target, now, action, signal))) {
        throw error;
      }
    }
  }

  async #machine(
    target: MachineTarget,
    signal: AbortSignal,
  ): Promise<WireMachine> {
    const machine = await this.clients.machines.get(target.externalId, signal);
    if (!machine) {
      throw this.transport.error(
        'not-found',
        `The machine is no longer at ${this.transport.config.id}.`,
        target.externalId,
      );
    }
    return machine;
  }

  async #isDone(
    target: MachineTarget,
    machine: WireMachine,
    action: MachineAction,
    signal: AbortSignal,
  ): Promise<boolean> {
    switch (action.type) {
      case 'commission':
        return machine.status === STATUS.commissioning;
      case 'deploy':
        return this.#installation.isBegun(target, machine, action, signal);
      case 'release':
        return RELEASED.includes(machine.status);
      case 'mark-broken':
        return machine.status === STATUS.broken;
      case 'mark-fixed':
        return machine.status !== STATUS.broken;
      case 'power-on':
        return (
          machine.power_state === 'on' &&
          nodeStatus(machine.status).may.includes('power-on')
        );
      case 'power-off':
        return machine.power_state === 'off';
      case 'lock':
        return machine.locked;
      case 'unlock':
        return !machine.locked;
      case 'abort':
        return nodeStatus(machine.status).settled;
      default:
        return action satisfies never;
    }
  }

  async #check(
    target: MachineTarget,
    machine: WireMachine,
    action: MachineAction,
    signal: AbortSignal,
  ): Promise<void> {
    // MAAS says 403 without a word to what is locked, as it does for missing rights
    if (machine.locked && action.type !== 'unlock') {
      throw this.#refusal(machine, 'is locked; unlock it first');
    }
    // a machine that is commissioned or broken may still have an owner, and is nobody's all the same
    const nobodys =
      ['commission', 'mark-fixed'].includes(action.type) ||
      machine.status === STATUS.commissioning;
    if (!nobodys) {
      await this.ownership.demandAccount(machine, signal);
    }
    const why = whyNot(machine, action.type);
    if (why) {
      throw this.#refusal(machine, why);
    }
    if (action.type === 'release') {
      await this.ownership.demandMark(machine, target, signal);
    }
    const { operationId } = target;
    if (
      action.type === 'deploy' &&
      machine.owner &&
      !(await this.ownership.holds(machine, operationId, signal))
    ) {
      throw this.#refusal(machine, 'is held by another operation');
    }
  }

  async #act(
    target: MachineTarget,
    machine: WireMachine,
    action: MachineAction,
    signal: AbortSignal,
  ): Promise<void> {
    const act = (op: string, parameters: Parameters = {}) =>
      this.clients.machines.act(
        machine.system_id,
        op,
        { comment: commentOf(target.operationId), ...parameters },
        signal,
      );
    switch (action.type) {
      case 'commission':
        return act('commission', { comment: undefined });
      case 'deploy':
        return this.#installation.begin(target, machine, action, signal);
      case 'release':
        return act('release', {
          erase: action.erase === 'none' ? undefined : true,
          quick_erase: action.erase === 'quick' ? true : undefined,
          secure_erase: action.erase === 'secure' ? true : undefined,
        });
      case 'mark-broken':
        return act('mark_broken', { comment: action.reason });
      case 'mark-fixed':
        return act('mark_fixed');
      case 'power-on':
        return act('power_on');
      case 'power-off':
        return act('power_off', { stop_mode: 'soft' });
      case 'lock':
        return act('lock');
      case 'unlock':
        return act('unlock');
      case 'abort':
        return act('abort');
      default:
        return action satisfies never;
    }
  }

  #refusal(machine: WireMachine, why: string): ProviderError {
    return this.transport.error(
      'conflict',
      `The machine ${machine.hostname} at ${this.transport.config.id} ${why}. Nothing was done.`,
      `${machine.system_id}: ${machine.status_name}`,
    );
  }
}
