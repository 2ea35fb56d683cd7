import type { InstanceStatus } from '@ironstage/plugin-infra-common';
import {
  KeyedQueue,
  ProviderError,
  type InstanceAction,
  type InstanceActionName,
  type InstanceActionProgress,
  type InstanceActions,
  type InstanceConsole,
  type InstanceTarget,
  type ProviderCallOptions,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import type { PowerAction } from '../client/guests/GuestsClient';
import { guestState } from '../client/guests/states';
import { parseUpid } from '../client/tasks/upid';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { ActionLedger } from './ActionLedger';
import type { GuestReader, LiveGuest } from './GuestReader';
import { GuestResizer, SHUTDOWN_SECONDS } from './GuestResizer';
import { toTaskFault } from './taskFault';

/** A handle of what needed no task. */
const NOTHING_TO_DO = 'done';
/** Where the guest has to be after an action that HA only queues. */
const GOALS: Partial<Record<InstanceActionName, InstanceStatus>> = {
  start: 'active',
  shutdown: 'stopped',
  stop: 'stopped',
};

/**
 * Acts on guests. A mark in the notes of the guest, written before the action, tells a repeated request
 * that it has been made; the handle is the id of the task.
 */
export class ProxmoxInstanceActions implements InstanceActions {
  readonly supported = [
    'start',
    'shutdown',
    'stop',
    'reboot',
    'reset',
    'resize',
    'snapshot',
  ] as const;

  readonly hasConsole = true;
  readonly #queue = new KeyedQueue();
  readonly #resizer: GuestResizer;
  readonly #ledger: ActionLedger;

  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
    private readonly reader: GuestReader,
  ) {
    this.#resizer = new GuestResizer(transport, clients);
    this.#ledger = new ActionLedger(clients);
  }

  async begin(
    target: InstanceTarget & { operationId: string },
    action: InstanceAction,
    { signal }: ProviderCallOptions,
  ): Promise<{ handle: string }> {
    return this.#queue.run(target.externalId, async () => {
      const guest = await this.#find(target, signal);
      const config = await this.clients.guests.config(guest.row, signal);
      if (!config) {
        throw this.#gone();
      }
      const begun = await this.#ledger.findBegun(
        target,
        action,
        guest,
        config,
        signal,
      );
      if (begun) {
        return { handle: begun };
      }
      if (this.#isDone(action, guest)) {
        return { handle: NOTHING_TO_DO };
      }
      this.#demandPossible(action, guest);
      if (guest.row.lock) {
        // nothing can be written on it, and what may be asked of it does no harm when it is asked twice
        const atWork = await this.#ledger.findAtWork(action, guest, signal);
        if (atWork) {
          return { handle: atWork };
        }
      } else {
        await this.#ledger.mark(target, action, guest, config, signal);
      }
      return { handle: await this.#act(action, guest, signal) };
    });
  }

  async progress(
    target: InstanceTarget,
    action: InstanceAction,
    handle: string,
    { signal }: ProviderCallOptions,
  ): Promise<InstanceActionProgress> {
    const guest = await this.#find(target, signal);
    if (handle === NOTHING_TO_DO) {
      return { settled: true };
    }
    const state = await this.clients.tasks.state(handle, signal);
    if (state && !state.ended) {
      return {
        settled: false,
        message: `${parseUpid(handle)?.type} is at work`,
      };
    }
    if (state && !state.ok) {
      const {
        class: whose,
        message,
        detail,
      } = toTaskFault(
        this.transport.config.id,
        `${action.type} the instance`,
        state.words,
      );
      return { settled: true, fault: { class: whose, message, detail } };
    }
    const goal = GOALS[action.type];
    if (guest.live.lock || (goal && guestState(guest.row).status !== goal)) {
      // the high-availability manager takes the request and ends its task before it has done anything
      return { settled: false, message: 'Waiting for the guest' };
    }
    return {
      settled: true,
      message: state?.note,
      ...(action.type === 'snapshot' && {
        snapshotExternalId: snapshotName(action.name),
      }),
    };
  }

  async openConsole(
    target: InstanceTarget,
    { signal }: ProviderCallOptions,
  ): Promise<InstanceConsole> {
    const { row, live } = await this.#find(target, signal);
    if (live.status !== 'running') {
      throw this.transport.error(
        'conflict',
        'The instance has no console while it is not running; start it first.',
      );
    }
    const proxy = await this.clients.guests.vncProxy(row, signal);
    const url = new URL(this.transport.config.endpoints[0].url);
    url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
    url.pathname = `/api2/json/nodes/${row.node}/${row.type}/${row.vmid}/vncwebsocket`;
    url.search = new URLSearchParams({
      port: proxy.port,
      vncticket: proxy.ticket,
    }).toString();
    return { protocol: 'vnc-websocket', url: url.href };
  }

  async #find(target: InstanceTarget, signal: AbortSignal): Promise<LiveGuest> {
    const vmid = Number(target.externalId);
    const found = Number.isInteger(vmid)
      ? await this.reader.live(vmid, signal)
      : undefined;
    if (!found || found.row.pool !== target.projectExternalId) {
      throw this.#gone();
    }
    return found;
  }

  #gone(): ProviderError {
    return this.transport.error(
      'not-found',
      `The instance is no longer at ${this.transport.config.id}.`,
    );
  }

  #isDone(action: InstanceAction, { row }: LiveGuest): boolean {
    return guestState(row).status === GOALS[action.type] && !row.lock;
  }

  /** @throws ProviderError `unavailable` when it will pass, `conflict` when somebody has to do something first */
  #demandPossible(action: InstanceAction, { row, live }: LiveGuest): void {
    const state = guestState(row);
    if (!state.may.includes(action.type)) {
      throw this.transport.error(
        state.passing ? 'unavailable' : 'conflict',
        `The instance can't ${action.type} at ${this.transport.config.id} now: ${state.because}.`,
        [live.status, live.qmpstatus, live.lock].filter(Boolean).join(', '),
      );
    }
  }

  async #resize(
    flavor: string,
    guest: LiveGuest,
    signal: AbortSignal,
  ): Promise<string> {
    // the mark may be among its tags since they were read
    const config = await this.clients.guests.config(guest.row, signal);
    if (!config) {
      throw this.#gone();
    }
    const task = await this.#resizer.resize(flavor, guest, config, signal);
    return task ?? NOTHING_TO_DO;
  }

  #act(
    action: InstanceAction,
    guest: LiveGuest,
    signal: AbortSignal,
  ): Promise<string> {
    const { guests } = this.clients;
    const { row } = guest;
    const power = (name: PowerAction, parameters = {}) =>
      guests.power(row, name, parameters, signal);
    switch (action.type) {
      case 'start':
        return power(guestState(row).start ?? 'start');
      case 'shutdown':
        return power('shutdown', {
          timeout: SHUTDOWN_SECONDS,
          forceStop: true,
        });
      case 'stop':
        return power('stop', { 'overrule-shutdown': true });
      case 'reboot':
        return power('reboot', { timeout: SHUTDOWN_SECONDS });
      case 'reset':
        // a container has no reset button
        return power(row.type === 'lxc' ? 'reboot' : 'reset');
      case 'snapshot':
        return guests.snapshot(
          row,
          {
            snapname: snapshotName(action.name),
            description: `Taken by the portal: ${action.name}`,
          },
          signal,
        );
      case 'resize':
        return this.#resize(action.flavorExternalId, guest, signal);
      default:
        throw this.transport.error(
          'invalid',
          `${this.transport.config.id} can't ${action.type} an instance.`,
        );
    }
  }
}

/** A name as Proxmox VE takes it: it begins with a letter and has 40 characters at most. */
function snapshotName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, '-');
  return (/^[A-Za-z]/.test(plain) ? plain : `s-${plain}`).slice(0, 40);
}
