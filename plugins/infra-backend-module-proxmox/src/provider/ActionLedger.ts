import type {
  InstanceAction,
  InstanceActionName,
} from '@ironstage/plugin-infra-node';
import type { Clients } from '../client/createClients';
import type { GuestConfig } from '../client/guests/types';
import { markOptions, readMark } from './actionMark';
import type { LiveGuest } from './GuestReader';

/** Clocks of portal and node may differ by this much, in s. */
const CLOCK_SECONDS = 5;

const TASKS: Partial<Record<InstanceActionName, RegExp>> = {
  start: /^(qmstart|vzstart|hastart|qmresume)$/,
  shutdown: /^(qmshutdown|vzshutdown|hastop)$/,
  stop: /^(qmstop|vzstop|hastop)$/,
  reboot: /^(qmreboot|vzreboot)$/,
  reset: /^(qmreset|vzreboot)$/,
  resize: /^(qmreboot|vzreboot|resize)$/,
  snapshot: /^(qmsnapshot|vzsnapshot)$/,
};

/** Tells a repeated request from a new one, by the mark on the guest and the tasks that followed it. */
export class ActionLedger {
  constructor(private readonly clients: Clients) {}

  /** Says on the guest what is about to begin. */
  async mark(
    { operationId }: { operationId: string },
    action: InstanceAction,
    { row }: LiveGuest,
    config: GuestConfig,
    signal: AbortSignal,
  ): Promise<void> {
    const mark = {
      operationId,
      action: action.type,
      at: Math.floor(Date.now() / 1000),
    };
    await this.clients.guests.configure(
      row,
      // somebody else may be writing into the notes or tags just now
      { ...markOptions(config, mark), digest: config.digest },
      signal,
    );
  }

  /** Handle of such an action that runs, whoever has begun it. */
  async findAtWork(
    action: InstanceAction,
    { row }: LiveGuest,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const tasks = await this.clients.tasks.ofGuest(row.node, row.vmid, signal, {
      running: true,
    });
    return tasks.find(task => TASKS[action.type]?.test(task.type))?.upid;
  }

  /** Handle of what this operation has begun before. */
  async findBegun(
    target: { operationId: string },
    action: InstanceAction,
    { row }: LiveGuest,
    config: GuestConfig,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const mark = readMark(config.description, config.tags);
    if (
      mark?.operationId.toLowerCase() !== target.operationId.toLowerCase() ||
      mark.action !== action.type
    ) {
      return undefined;
    }
    const tasks = await this.clients.tasks.ofGuest(row.node, row.vmid, signal);
    return tasks.find(
      task =>
        TASKS[action.type]?.test(task.type) &&
        task.starttime >= mark.at - CLOCK_SECONDS,
    )?.upid;
  }
}
