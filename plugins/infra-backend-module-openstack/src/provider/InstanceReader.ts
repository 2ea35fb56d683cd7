import {
  PART,
  mapLimited,
  isProviderError,
  quietReading,
  type InventoryItem,
  type Reading,
} from '@ironstage/plugin-infra-node';
import {
  toInstanceItem,
  type ServerContext,
} from '../client/compute/servers/mapper';
import type { ServerGroup } from '../client/compute/serverGroups/ServerGroupsClient';
import type { WireServer } from '../client/compute/servers/types';
import type { AcceleratorNames } from '../client/accelerators';
import type { Clients } from './clients';
import { NodeClasses } from './NodeClasses';

/** Single reads at once. */
const PARALLEL = 3;
/** Unknown images of a page that are asked for by id; of more, all are listed. */
const ONE_BY_ONE = 3;
/** Faults of a page that are asked for by id; what is left is asked for in the next readings. */
const FAULTS_A_PAGE = 5;
/** Faults and image names kept; both are small texts. */
const MAX_KEPT = 5_000;

/**
 * Reads servers together with what Nova leaves out of its lists: names of images,
 * ids of hosts, and faults of servers that never got a host.
 */
export class InstanceReader {
  readonly #clients: Clients;
  readonly #gpuModels: Readonly<Record<string, string>>;
  readonly #imageNames = new Map<string, string>();
  readonly #faults = new Map<string, WireServer['fault']>();

  constructor(clients: Clients, gpuModels: Readonly<Record<string, string>>) {
    this.#clients = clients;
    this.#gpuModels = gpuModels;
  }

  async *pages(reading: Reading): AsyncGenerator<InventoryItem[]> {
    const { signal } = reading;
    const { hypervisors, serverGroups, servers } = this.#clients;
    // throws when a cell is down: Nova would leave out its servers without a word
    await hypervisors.services(signal, () => {});
    const [hosts, groups] = await Promise.all([
      hypervisors.idsByHostname(signal, () => {}),
      reading.attempt('The server groups', serverGroups.byServer(signal), PART),
    ]);
    const classes = this.#nodeClasses(reading);
    const onOdd = reading.oddRow('The server', 'id');
    for await (const page of servers.pages(signal, onOdd)) {
      await this.#learnFaults(page, reading);
      await this.#learnImages(page, signal);
      const names = await classes.namesFor(page.map(extraSpecsOf));
      yield page.map(server =>
        this.#toItem(server, { hosts, names, group: groups?.get(server.id) }),
      );
    }
  }

  async get(
    id: string,
    signal: AbortSignal,
  ): Promise<{ server: WireServer; item: InventoryItem } | undefined> {
    const server = await this.#clients.servers.get(id, signal);
    if (!server) {
      return undefined;
    }
    const [hosts, group, names] = await Promise.all([
      server['OS-EXT-SRV-ATTR:hypervisor_hostname']
        ? this.#clients.hypervisors.idsByHostname(signal, () => {})
        : new Map<string, string>(),
      this.#groupOf(server, signal),
      this.#nodeClasses(quietReading('instance', signal)).namesFor([
        extraSpecsOf(server),
      ]),
      this.#learnImages([server], signal),
    ]);
    return { server, item: this.#toItem(server, { hosts, group, names }) };
  }

  /** Takes note of the names that a listing of images has brought. */
  rememberImages(images: Array<{ id: string; name?: string | null }>): void {
    for (const image of images) {
      keep(this.#imageNames, image.id, image.name ?? image.id);
    }
  }

  async #groupOf(
    server: WireServer,
    signal: AbortSignal,
  ): Promise<ServerGroup | undefined> {
    const { serverGroups } = this.#clients;
    const reading = quietReading('instance', signal);
    const what = `The group of the server ${server.id}`;
    if (!server.server_groups) {
      const groups = await reading.attempt(what, serverGroups.byServer(signal));
      return groups?.get(server.id);
    }
    const [id] = server.server_groups;
    return id ? reading.attempt(what, serverGroups.get(id, signal)) : undefined;
  }

  #nodeClasses(reading: Reading): NodeClasses {
    return new NodeClasses(this.#clients.baremetal, this.#gpuModels, reading);
  }

  #toItem(
    server: WireServer,
    known: {
      hosts: Map<string, string>;
      group: ServerGroup | undefined;
      names: AcceleratorNames;
    },
  ): InventoryItem {
    const context: ServerContext = {
      acceleratorNames: known.names,
      hypervisorId: name => known.hosts.get(name),
      imageName: id => this.#imageNames.get(id),
      serverGroup: known.group,
    };
    const fault = server.fault ?? this.#faults.get(faultKey(server));
    return toInstanceItem({ ...server, fault }, context);
  }

  /** Before 2026.1 the list has no fault of a server that no host took: it lives in another database. */
  async #learnFaults(
    servers: readonly WireServer[],
    reading: Reading,
  ): Promise<void> {
    const due = servers
      .filter(
        server =>
          server.status === 'ERROR' &&
          !server.fault &&
          !this.#faults.has(faultKey(server)),
      )
      .slice(0, FAULTS_A_PAGE);
    await mapLimited(due, PARALLEL, async server => {
      const found = await reading.attempt(
        `What went wrong with the server ${server.id}`,
        this.#clients.servers
          .get(server.id, reading.signal)
          .then(single => ({ fault: single?.fault })),
        PART,
      );
      if (found) {
        keep(this.#faults, faultKey(server), found.fault);
      }
    });
  }

  /**
   * Makes sure that the names of the images are known; a deleted image goes by its id. Names are an
   * ornament: whatever Glance answers, ids that are not known yet stand in for them.
   */
  async #learnImages(
    servers: readonly WireServer[],
    signal: AbortSignal,
  ): Promise<void> {
    const unknown = new Set<string>();
    for (const { image } of servers) {
      if (image && !this.#imageNames.has(image.id)) {
        unknown.add(image.id);
      }
    }
    try {
      if (unknown.size <= ONE_BY_ONE) {
        await mapLimited([...unknown], PARALLEL, async id => {
          const image = await this.#clients.images.get(id, signal);
          keep(this.#imageNames, id, image?.name ?? id);
        });
        return;
      }
      for await (const page of this.#clients.images.names(signal)) {
        this.rememberImages(page);
        page.forEach(image => unknown.delete(image.id));
      }
      unknown.forEach(id => keep(this.#imageNames, id, id));
    } catch (error) {
      if (!isProviderError(error) || signal.aborted) {
        throw error;
      }
    }
  }
}

/** A fault belongs to the state in which the server has been since. */
function faultKey(server: WireServer): string {
  return `${server.id} ${server.updated ?? ''} ${server.status}`;
}

function extraSpecsOf(server: WireServer): Record<string, string> {
  return server.flavor?.extra_specs ?? {};
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value);
  if (map.size > MAX_KEPT) {
    const oldest = map.keys().next();
    if (!oldest.done) {
      map.delete(oldest.value);
    }
  }
}
