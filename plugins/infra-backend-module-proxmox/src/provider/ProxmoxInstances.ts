import {
  KeyedQueue,
  type EnsuredInstance,
  type InstanceManager,
  type InstanceRequest,
  type InstanceState,
  type InstanceTarget,
  type ProviderCallOptions,
  fieldOf,
} from '@ironstage/plugin-infra-node';
import type { GuestRow } from '../client/cluster/types';
import type { Clients } from '../client/createClients';
import { guestState } from '../client/guests/states';
import { operationOfNotes } from '../client/ownership';
import type { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { isCloning } from './cloneWatch';
import { GuestMaker } from './GuestMaker';
import { GuestRemover } from './GuestRemover';
import type { GuestReader } from './GuestReader';
import type { PlaceFinder } from './PlaceFinder';
import { vmidCandidates } from './VmidSequence';

/** A guest that does not tell its addresses is taken as it is after this long, in s. */
const BOOT_SECONDS = 120;

/** Creates and ends VMs. */
export class ProxmoxInstances implements InstanceManager {
  readonly #transport: ProxmoxTransport;
  readonly #clients: Clients;
  readonly #reader: GuestReader;
  readonly #maker: GuestMaker;
  readonly #remover: GuestRemover;
  readonly #queue = new KeyedQueue();

  constructor(
    transport: ProxmoxTransport,
    clients: Clients,
    reader: GuestReader,
    places: PlaceFinder,
  ) {
    this.#transport = transport;
    this.#clients = clients;
    this.#reader = reader;
    this.#maker = new GuestMaker(transport, clients, places);
    this.#remover = new GuestRemover(transport, clients);
  }

  async ensureInstance(
    request: InstanceRequest,
    { signal }: ProviderCallOptions,
  ): Promise<EnsuredInstance> {
    return this.#queue.run(request.operationId, async () => {
      const { candidates, own, unclear } = await this.#lookUp(
        request.operationId,
        signal,
      );
      if (unclear) {
        return {
          externalId: String(unclear),
          underWay: `The guest ${unclear} is being cloned`,
        };
      }
      return own
        ? this.#maker.continue(request, own, signal)
        : this.#maker.begin(request, candidates, signal);
    });
  }

  async getState(
    target: InstanceTarget,
    { signal }: ProviderCallOptions,
  ): Promise<InstanceState | undefined> {
    const vmid = Number(target.externalId);
    const found = Number.isInteger(vmid)
      ? await this.#reader.get(vmid, { signal })
      : undefined;
    if (!found || found.row.pool !== target.projectExternalId) {
      return undefined;
    }
    const { row, live, item } = found;
    const { status, because } = guestState(row);
    const booting =
      status === 'active' &&
      row.type === 'qemu' &&
      live.agent === true &&
      (item.attributes.addresses as string[]).length === 0 &&
      (live.uptime ?? 0) < BOOT_SECONDS;
    const busy = status === 'building' || status === 'changing';
    return {
      status,
      settled: !busy && !booting,
      ...(booting && { progress: 'it boots, and has no address yet' }),
      ...(busy && { progress: row.lock ? `lock: ${row.lock}` : row.status }),
      ...(status === 'error' && {
        fault: {
          class: 'provider' as const,
          message: `The instance has failed at ${
            this.#transport.config.id
          }: ${because}.`,
          detail: [
            `status ${live.status}`,
            live.qmpstatus && `qmpstatus ${live.qmpstatus}`,
            row.lock && `lock ${row.lock}`,
            row.hastate && `HA state ${row.hastate}`,
          ]
            .filter(Boolean)
            .join(', '),
        },
      }),
      item,
    };
  }

  async findByOperation(
    request: { operationId: string; projectExternalId: string },
    { signal }: ProviderCallOptions,
  ): Promise<InstanceTarget[]> {
    const { own, unclear } = await this.#lookUp(request.operationId, signal);
    if (unclear) {
      throw this.#transport.error(
        'unavailable',
        `${
          this.#transport.config.id
        } is just making the guest ${unclear}, and does not tell yet for whom.`,
      );
    }
    return own
      ? [
          {
            externalId: String(own.vmid),
            projectExternalId: request.projectExternalId,
          },
        ]
      : [];
  }

  async remove(
    target: InstanceTarget,
    { signal }: ProviderCallOptions,
  ): Promise<void> {
    const vmid = Number(target.externalId);
    const row = Number.isInteger(vmid)
      ? await this.#reader.find(vmid, signal)
      : undefined;
    if (!row) {
      return;
    }
    // ids are given anew, so a guest in another pool is another guest; half a clone is in none yet,
    // and as long as it is locked nothing is deleted
    const unfinished = row.pool === undefined && row.lock === 'clone';
    if (row.pool !== target.projectExternalId && !unfinished) {
      throw this.#transport.error(
        'conflict',
        `The instance is in another project at ${
          this.#transport.config.id
        } than expected; nothing was removed.`,
        `guest ${vmid} is in ${row.pool ?? 'no pool'}, expected ${
          target.projectExternalId
        }`,
      );
    }
    await this.#queue.run(`guest ${vmid}`, () =>
      this.#remover.remove(row, signal),
    );
  }

  /**
   * Which of the operation's ids are free, and its guest if there is one. `unclear` is a guest under one
   * of these ids that is so new that it has no notes yet: a clone gets them a moment after its id.
   */
  async #lookUp(
    operationId: string,
    signal: AbortSignal,
  ): Promise<{ candidates: number[]; own?: GuestRow; unclear?: number }> {
    const ids = vmidCandidates(operationId, this.#transport.config.vmids);
    const resources = await this.#clients.cluster.resources(signal);
    const { guests } = resources;
    const byId = new Map(guests.map(guest => [guest.vmid, guest]));
    // a row that can't be read says at least that its id is taken
    const taken = new Set(
      resources.odd.map(({ row }) => Number(fieldOf(row, 'vmid'))),
    );
    const candidates = ids.filter(id => !byId.has(id) && !taken.has(id));
    for (const id of ids) {
      const row = byId.get(id);
      const config = row && (await this.#clients.guests.config(row, signal));
      if (!row || !config) {
        continue;
      }
      if (operationOfNotes(config.description) === operationId) {
        return { candidates, own: row };
      }
      if (config.lock === 'clone' && config.description === undefined) {
        // what no clone is at work on any more is the rest of ours: nobody else is given this id
        return (await isCloning(this.#clients, resources, signal))
          ? { candidates, unclear: id }
          : { candidates, own: row };
      }
    }
    return { candidates };
  }
}
