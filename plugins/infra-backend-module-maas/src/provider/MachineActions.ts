import type {
  MachineAction,
  MachineTarget,
  ProviderError,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { OPERATION_KEY } from '../client/machines/mapper';
import { STATUS } from '../client/machines/status';
import type { WireMachine } from '../client/machines/types';
import type {
  MaasTransport,
  Parameters,
} from '../client/transport/MaasTransport';

/** Acts on single machines; what is done already, or under way, is not asked for again. */
export class MachineActions {
  #username: string | undefined;

  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
  ) {}

  async begin(
    target: MachineTarget,
    action: MachineAction,
    signal: AbortSignal,
  ): Promise<void> {
    const machine = await this.clients.machines.get(target.externalId, signal);
    if (!machine) {
      throw this.transport.error(
        'not-found',
        `The machine is no longer at ${this.transport.config.id}.`,
        target.externalId,
      );
    }
    if (machine.locked && action.type !== 'lock' && action.type !== 'unlock') {
      // MAAS says 403 without a word, as it does for missing rights
      throw this.transport.error(
        'conflict',
        `The machine ${machine.hostname} at ${this.transport.config.id} is locked; unlock it first. Nothing was done.`,
        machine.system_id,
      );
    }
    const act = (op: string, parameters: Parameters = {}) =>
      this.clients.machines.act(
        machine.system_id,
        op,
        { comment: `operation ${target.operationId}`, ...parameters },
        signal,
      );
    switch (action.type) {
      case 'commission':
        return machine.status_name === 'Commissioning'
          ? undefined
          : act('commission', { comment: undefined });
      case 'deploy':
        return this.#deploy(target, machine, action, signal);
      case 'release':
        return this.#release(machine, action.erase, act, signal);
      case 'mark-broken':
        return machine.status === STATUS.broken
          ? undefined
          : act('mark_broken', { comment: action.reason });
      case 'mark-fixed':
        return machine.status === STATUS.broken ? act('mark_fixed') : undefined;
      case 'power-on':
        return machine.power_state === 'on' ? undefined : act('power_on');
      case 'power-off':
        return machine.power_state === 'off'
          ? undefined
          : act('power_off', { stop_mode: 'soft' });
      case 'lock':
        return machine.locked ? undefined : act('lock');
      case 'unlock':
        return machine.locked ? act('unlock') : undefined;
      default:
        return action satisfies never;
    }
  }

  async #deploy(
    target: MachineTarget,
    machine: WireMachine,
    action: Extract<MachineAction, { type: 'deploy' }>,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#checkOurs(machine, signal);
    const held = machine.owner_data?.[OPERATION_KEY] === target.operationId;
    if (
      held &&
      (machine.status === STATUS.deploying ||
        machine.status === STATUS.deployed)
    ) {
      return;
    }
    await this.clients.machines.act(
      machine.system_id,
      'deploy',
      {
        distro_series: action.imageExternalId,
        // MAAS takes anything here without a word and the machine then comes up unconfigured
        user_data: Buffer.from(action.userData, 'utf8').toString('base64'),
        agent_name: target.operationId,
        comment: `operation ${target.operationId}`,
      },
      signal,
    );
    if (!held) {
      await this.clients.machines.act(
        machine.system_id,
        'set_owner_data',
        { [OPERATION_KEY]: target.operationId },
        signal,
      );
    }
  }

  async #release(
    machine: WireMachine,
    erase: Extract<MachineAction, { type: 'release' }>['erase'],
    act: (op: string, parameters?: Parameters) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const done: number[] = [
      STATUS.ready,
      STATUS.new,
      STATUS.releasing,
      STATUS.diskErasing,
    ];
    if (done.includes(machine.status)) {
      return;
    }
    await this.#checkOurs(machine, signal);
    await act('release', {
      erase: erase === 'none' ? undefined : true,
      quick_erase: erase === 'quick' ? true : undefined,
      secure_erase: erase === 'secure' ? true : undefined,
    });
  }

  /** The portal's key is an administrator's, to whom MAAS refuses nothing. */
  async #checkOurs(machine: WireMachine, signal: AbortSignal): Promise<void> {
    if (!machine.owner) {
      return;
    }
    if (machine.owner !== (await this.account(signal))) {
      throw this.#others(machine);
    }
  }

  /** Name of the portal's account, asked for once. */
  async account(signal: AbortSignal): Promise<string> {
    this.#username ??= (await this.clients.account.whoAmI(signal)).username;
    return this.#username;
  }

  #others(machine: WireMachine): ProviderError {
    return this.transport.error(
      'conflict',
      `The machine ${machine.hostname} at ${this.transport.config.id} belongs to another account than the portal's; nothing was done.`,
      `owner ${machine.owner}`,
    );
  }
}
