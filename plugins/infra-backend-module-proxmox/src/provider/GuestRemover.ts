import type { GuestRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { guestState } from '../client/guests/states';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { toTaskFault } from './taskFault';
import { isCloning } from './cloneWatch';
import { seedPlaceOf } from './seedPlace';

/**
 * Deletes guests. It takes several requests, one after another: end the clone, stop, delete. Each call
 * makes the next one and returns; the caller asks until the guest is gone.
 */
export class GuestRemover {
  readonly #tasks = new Map<number, { upid: string; what: string }>();

  constructor(
    private readonly transport: ProxmoxTransport,
    private readonly clients: Clients,
  ) {}

  async remove(row: GuestRow, signal: AbortSignal): Promise<void> {
    if (await this.#isUnderWay(row, signal)) {
      return;
    }
    const config = await this.clients.guests.config(row, signal);
    const live = config && (await this.clients.guests.status(row, signal));
    if (!config || !live) {
      return;
    }
    if (config.lock === 'clone' || config.lock === 'create') {
      await this.#awaitClone(row, signal);
      return;
    }
    this.#demandUnlocked(row, config.lock);
    if (live.status !== 'stopped') {
      await this.#begin(
        row,
        'stop the instance',
        this.clients.guests.power(
          row,
          'stop',
          row.type === 'qemu' ? { 'overrule-shutdown': true } : {},
          signal,
        ),
      );
      return;
    }
    const seed = seedPlaceOf(row, config);
    await this.#begin(
      row,
      'delete the instance',
      this.clients.guests.remove(row, signal),
    );
    if (seed) {
      await this.clients.storage.removeIso(seed, signal);
    }
  }

  /** A lock that somebody has to take away, such as that of a VM whose memory lies on disk. */
  #demandUnlocked(row: GuestRow, lock: string | undefined): void {
    const state = guestState({ ...row, lock });
    if (lock && !state.passing) {
      throw this.transport.error(
        'conflict',
        `The instance can't be deleted at ${this.transport.config.id} now: ${state.because}.`,
        `lock ${lock}`,
      );
    }
  }

  async #begin(
    row: GuestRow,
    what: string,
    request: Promise<string>,
  ): Promise<void> {
    this.#tasks.set(row.vmid, { upid: await request, what });
  }

  /** @throws ProviderError when the last task has failed for good */
  async #isUnderWay(row: GuestRow, signal: AbortSignal): Promise<boolean> {
    const task = this.#tasks.get(row.vmid);
    const state = task && (await this.clients.tasks.state(task.upid, signal));
    if (state && !state.ended) {
      return true;
    }
    this.#tasks.delete(row.vmid);
    if (task && state?.ended && !state.ok) {
      const fault = toTaskFault(
        this.transport.config.id,
        task.what,
        state.words,
      );
      if (fault.kind !== 'unavailable') {
        throw this.transport.error('conflict', fault.message, fault.detail);
      }
    }
    return false;
  }

  /** A clone under way is let come to its end: ended half-way it leaves a locked guest behind. */
  async #awaitClone(row: GuestRow, signal: AbortSignal): Promise<void> {
    const resources = await this.clients.cluster.resources(signal);
    if (await isCloning(this.clients, resources, signal)) {
      return;
    }
    throw this.transport.error(
      'conflict',
      `A broken clone has left the guest ${row.vmid} locked at ${this.transport.config.id}; unlock it on ${row.node} with "qm unlock ${row.vmid}" and delete it.`,
    );
  }
}
