import { mapLimited } from '@ironstage/plugin-infra-node';
import type { HostCapacity } from '@ironstage/plugin-infra-common';
import {
  capacityOf,
  toHostCapacity,
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
/** Inventories are read again after this even when nothing suggests a change. */
const MAX_AGE_MS = 60 * 60 * 1000;

/** A provider of a host's tree and what it has. */
export interface TreeNode {
  provider: WireProvider;
  resources: ProviderResources;
}

/**
 * Reads the capacity of all hosts with few calls.
 *
 * One call sums up every tree that has a processor free: capacity and use of each class, but not
 * how the capacity comes about. That (total and reserved) is in the inventories, one call for each provider;
 * they hardly ever change, so they are kept, and read again only when they no longer explain the
 * capacity. Providers missing from the summary, of full hosts, are read one by one.
 */
export class HostCapacities {
  readonly #providers: ProvidersClient;
  readonly #gpuModels: Readonly<Record<string, string>>;
  readonly #inventories = new Map<
    string,
    { readAt: number; inventories: Record<string, WireInventory> }
  >();

  constructor(
    providers: ProvidersClient,
    gpuModels: Readonly<Record<string, string>>,
  ) {
    this.#providers = providers;
    this.#gpuModels = gpuModels;
  }

  /** Capacity by the id of the host, which is that of its root provider. */
  async read(signal: AbortSignal): Promise<Map<string, HostCapacity>> {
    return new Map(
      [...(await this.trees(signal))].map(([root, tree]) => [
        root,
        toHostCapacity(
          tree.map(one => one.resources),
          this.#gpuModels,
        ),
      ]),
    );
  }

  /** Hosts with everything in them that has resources of its own, by the id of the host. */
  async trees(signal: AbortSignal): Promise<Map<string, TreeNode[]>> {
    const [providers, summaries] = await Promise.all([
      this.#providers.list(signal),
      this.#providers.summaries(signal),
    ]);
    const known = new Set(providers.map(provider => provider.uuid));
    for (const uuid of this.#inventories.keys()) {
      if (!known.has(uuid)) {
        this.#inventories.delete(uuid);
      }
    }
    const resources = await mapLimited(providers, PARALLEL, provider => {
      const summary = summaries[provider.uuid];
      return summary
        ? this.#fromSummary(provider.uuid, summary, signal)
        : this.#providers.resources(provider.uuid, signal);
    });
    const trees = new Map<string, TreeNode[]>();
    providers.forEach((provider, index) => {
      const tree = trees.get(provider.root_provider_uuid) ?? [];
      tree.push({ provider, resources: resources[index] });
      trees.set(provider.root_provider_uuid, tree);
    });
    return trees;
  }

  /** Capacity of one host. */
  async readOne(
    hostId: string,
    signal: AbortSignal,
  ): Promise<HostCapacity | undefined> {
    const tree = await this.#providers.list(signal, hostId);
    if (tree.length === 0) {
      return undefined;
    }
    const resources = await mapLimited(tree, PARALLEL, provider =>
      this.#providers.resources(provider.uuid, signal),
    );
    return toHostCapacity(resources, this.#gpuModels);
  }

  async #fromSummary(
    uuid: string,
    summary: WireSummary,
    signal: AbortSignal,
  ): Promise<ProviderResources> {
    const used = Object.fromEntries(
      Object.entries(summary.resources).map(([name, one]) => [name, one.used]),
    );
    const kept = this.#inventories.get(uuid);
    if (
      kept &&
      Date.now() - kept.readAt < MAX_AGE_MS &&
      explains(kept.inventories, summary)
    ) {
      return { inventories: kept.inventories, used, traits: summary.traits };
    }
    const inventories = await this.#providers.inventories(uuid, signal);
    this.#inventories.set(uuid, { readAt: Date.now(), inventories });
    return { inventories, used, traits: summary.traits };
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
