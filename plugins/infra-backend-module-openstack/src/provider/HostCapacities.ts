import {
  mapLimited,
  orUndefined,
  type Reading,
} from '@ironstage/plugin-infra-node';
import type { HostCapacity } from '@ironstage/plugin-infra-common';
import {
  capacityOf,
  toHostCapacity,
  unknownAccelerators,
} from '../client/placement/providers/mapper';
import type { ProvidersClient } from '../client/placement/providers/ProvidersClient';
import type {
  ProviderResources,
  WireInventory,
  WireProvider,
  WireSummary,
} from '../client/placement/providers/types';

/** Single reads at once. */
const PARALLEL = 3;
/** What hardly changes is read again after this even when nothing suggests a change. */
const MAX_AGE_MS = 60 * 60 * 1000;

/** A provider of a host's tree and what it has. */
export interface TreeNode {
  provider: WireProvider;
  resources: ProviderResources;
}

/** Everything that a host has. */
export interface HostHoldings {
  capacity: HostCapacity;
  /** resource classes that nobody has named */
  unknownAccelerators: string[];
}

/** What a provider has that hardly ever changes. */
interface Stock {
  readAt: number;
  inventories: Record<string, WireInventory>;
  /** what was read because no summary told it, and of which generation of the provider */
  whole?: ProviderResources & { generation?: number | null };
}

/**
 * Reads the capacity of hosts with few calls.
 *
 * Placement knows more providers than hosts: each node of bare metal is one, and so is what a storage or a
 * network shares. Only the trees of the hosts that are asked for are looked at. One call sums up every tree
 * that has a processor free: capacity and use of each class, but not how the capacity comes about. That
 * (total and reserved) is in the inventories, one call for each provider; they hardly ever change, so they
 * are kept, and read again only when they no longer explain the capacity. Full hosts are not in that
 * summary; most of them have some memory or disk left and are in a further one. The others are read one by one,
 * and again only when their generation has changed: each allocation makes a new one (`_set_allocations` of
 * placement/objects/allocation.py), and where one has gone the host is no longer full.
 */
export class HostCapacities {
  readonly #providers: ProvidersClient;
  readonly #gpuModels: Readonly<Record<string, string>>;
  readonly #stocks = new Map<string, Stock>();

  constructor(
    providers: ProvidersClient,
    gpuModels: Readonly<Record<string, string>>,
  ) {
    this.#providers = providers;
    this.#gpuModels = gpuModels;
  }

  /** What a tree comes to; undefined of one that has nothing. */
  sumOf(tree: readonly ProviderResources[]): HostHoldings | undefined {
    return tree.length > 0
      ? {
          capacity: toHostCapacity(tree, this.#gpuModels),
          unknownAccelerators: unknownAccelerators(tree, this.#gpuModels),
        }
      : undefined;
  }

  /**
   * Hosts with everything in them that has resources of its own, by the id of the host, which is that of its
   * root provider. A host whose tree can't be read is told and left out; a provider that vanishes meanwhile
   * is just gone, and a host without any has an empty tree.
   */
  async trees(
    hostIds: readonly string[],
    reading: Reading,
  ): Promise<Map<string, TreeNode[]>> {
    const { signal } = reading;
    const trees = new Map<string, TreeNode[]>(hostIds.map(id => [id, []]));
    if (trees.size === 0) {
      return trees;
    }
    const listed = await this.#providers.list(signal, {
      onOdd: reading.oddRow('The resource provider', 'uuid'),
    });
    const providers = listed.filter(one => trees.has(one.root_provider_uuid));
    this.#forgetAllBut(providers);
    const summaries = await this.#summaries(providers, signal);
    const failed = new Set<string>();
    await mapLimited(providers, PARALLEL, async provider => {
      const host = provider.root_provider_uuid;
      const resources = await reading.attempt(
        `The capacity of the hypervisor ${host}`,
        orUndefined(this.#resources(provider, summaries, signal)).then(
          found => ({ found }),
        ),
        { externalId: host },
      );
      if (!resources) {
        failed.add(host);
      } else if (resources.found) {
        trees.get(host)!.push({ provider, resources: resources.found });
      }
    });
    failed.forEach(host => trees.delete(host));
    const order = new Map(providers.map((one, index) => [one.uuid, index]));
    for (const tree of trees.values()) {
      tree.sort(
        (a, b) => order.get(a.provider.uuid)! - order.get(b.provider.uuid)!,
      );
    }
    return trees;
  }

  /** What one host has. */
  async readOne(
    hostId: string,
    signal: AbortSignal,
  ): Promise<HostHoldings | undefined> {
    const providers = await this.#providers.list(signal, {
      inTree: hostId,
      onOdd: () => {},
    });
    const resources = await mapLimited(providers, PARALLEL, provider =>
      orUndefined(this.#readAll(provider, signal)),
    );
    return this.sumOf(resources.filter(one => one !== undefined));
  }

  async #summaries(
    providers: readonly WireProvider[],
    signal: AbortSignal,
  ): Promise<Record<string, WireSummary>> {
    const found: Record<string, WireSummary> = {};
    for (const resource of ['VCPU', 'MEMORY_MB', 'DISK_GB'] as const) {
      const more = await this.#providers.summaries(resource, signal);
      Object.assign(found, { ...more, ...found });
      if (!this.#lacksSome(providers, found)) {
        break;
      }
    }
    return found;
  }

  #lacksSome(
    providers: readonly WireProvider[],
    summaries: Record<string, WireSummary>,
  ): boolean {
    return providers.some(one => !summaries[one.uuid]);
  }

  async #resources(
    provider: WireProvider,
    summaries: Record<string, WireSummary>,
    signal: AbortSignal,
  ): Promise<ProviderResources> {
    const { uuid, generation } = provider;
    const kept = this.#stocks.get(uuid);
    const fresh = kept && Date.now() - kept.readAt < MAX_AGE_MS;
    const summary = summaries[uuid];
    if (!summary) {
      return fresh &&
        kept.whole &&
        typeof generation === 'number' &&
        kept.whole.generation === generation
        ? kept.whole
        : this.#readAll(provider, signal);
    }
    const used = Object.fromEntries(
      Object.entries(summary.resources).map(([name, one]) => [name, one.used]),
    );
    const { traits } = summary;
    if (fresh && explains(kept.inventories, summary)) {
      return { inventories: kept.inventories, used, traits };
    }
    const inventories = await this.#providers.inventories(uuid, signal);
    this.#stocks.set(uuid, { readAt: Date.now(), inventories });
    return { inventories, used, traits };
  }

  async #readAll(
    { uuid, generation }: WireProvider,
    signal: AbortSignal,
  ): Promise<ProviderResources> {
    const [inventories, used, traits] = await Promise.all([
      this.#providers.inventories(uuid, signal),
      this.#providers.usages(uuid, signal),
      this.#providers.traits(uuid, signal),
    ]);
    const whole = { inventories, used, traits, generation };
    this.#stocks.set(uuid, { readAt: Date.now(), inventories, whole });
    return whole;
  }

  #forgetAllBut(providers: readonly WireProvider[]): void {
    const known = new Set(providers.map(provider => provider.uuid));
    for (const uuid of this.#stocks.keys()) {
      if (!known.has(uuid)) {
        this.#stocks.delete(uuid);
      }
    }
  }
}

function explains(
  inventories: Record<string, WireInventory>,
  summary: WireSummary,
): boolean {
  const classes = Object.keys(summary.resources);
  return (
    classes.length === Object.keys(inventories).length &&
    classes.every(
      name =>
        inventories[name] &&
        capacityOf(inventories[name]) === summary.resources[name].capacity,
    )
  );
}
