import type {
  MachineAction,
  MachineTarget,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import { STATUS } from '../client/machines/status';
import type { WireMachine } from '../client/machines/types';
import type { MaasTransport } from '../client/transport/MaasTransport';
import type { Ownership } from './Ownership';

type Deploy = Extract<MachineAction, { type: 'deploy' }>;

/** Events among which the beginning of an installation is looked for. */
const EVENTS = 100;
const BEGINNING = 'User starting deployment';

/** Comment by which the events of a machine tell who asked. */
export const commentOf = (operationId: string) => `operation ${operationId}`;

/** Installs machines. */
export class Installation {
  constructor(
    private readonly transport: MaasTransport,
    private readonly clients: Clients,
    private readonly ownership: Ownership,
  ) {}

  async begin(
    target: MachineTarget,
    machine: WireMachine,
    action: Deploy,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#demandImage(machine, action, signal);
    await this.clients.machines.act(
      machine.system_id,
      'deploy',
      {
        distro_series: action.imageExternalId,
        // MAAS takes anything here without a word and the machine then comes up unconfigured
        user_data: Buffer.from(action.userData, 'utf8').toString('base64'),
        agent_name: target.operationId,
        comment: commentOf(target.operationId),
      },
      signal,
    );
    await this.ownership.mark(machine, target.operationId, signal);
  }

  /**
   * Whether the operation's installation is under way or done. Switching an allocated machine on starts one as
   * well, with the default image and without user data; it is not ours though the machine is.
   *
   * @throws ProviderError `conflict` when it is another one that runs on the operation's machine
   */
  async isBegun(
    target: MachineTarget,
    machine: WireMachine,
    action: Deploy,
    signal: AbortSignal,
  ): Promise<boolean> {
    const running: number[] = [STATUS.deploying, STATUS.deployed];
    if (
      !running.includes(machine.status) ||
      !(await this.ownership.holds(machine, target.operationId, signal))
    ) {
      return false;
    }
    if (!(await this.#isOurs(target, machine, action, signal))) {
      throw this.transport.error(
        'conflict',
        `The machine ${machine.hostname} at ${
          this.transport.config.id
        } was switched on before it was deployed, so that MAAS installs ${
          [machine.osystem, machine.distro_series].filter(Boolean).join('/') ||
          'its default image'
        } without the portal's settings; release it and try again.`,
        machine.system_id,
      );
    }
    await this.ownership.mark(machine, target.operationId, signal);
    return true;
  }

  /** MAAS refuses what it does not have with a list of all that it has, and what is on its way in other words. */
  async #demandImage(
    machine: WireMachine,
    { imageExternalId: image }: Deploy,
    signal: AbortSignal,
  ): Promise<void> {
    const listed = await this.clients.images.list(signal, () => {});
    if (!listed.some(one => one.name === image)) {
      throw this.transport.error(
        'invalid',
        `${this.transport.config.id} does not have the image ${image} any more; nothing was installed on ${machine.hostname}.`,
        machine.system_id,
      );
    }
  }

  async #isOurs(
    target: MachineTarget,
    machine: WireMachine,
    action: Deploy,
    signal: AbortSignal,
  ): Promise<boolean> {
    const events = await this.clients.events.ofMachine(
      machine.system_id,
      { limit: EVENTS },
      signal,
    );
    const beginning = events.find(event => event.type === BEGINNING);
    if (beginning) {
      const comment = beginning.description ?? '';
      return comment.includes(commentOf(target.operationId));
    }
    // events that are long past are gone
    const installed = [machine.osystem, machine.distro_series].join('/');
    return (
      action.imageExternalId === installed ||
      action.imageExternalId === machine.distro_series
    );
  }
}
