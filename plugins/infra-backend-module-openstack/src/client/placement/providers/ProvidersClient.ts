import type { OnOddRow } from '@ironstage/plugin-infra-node';
import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import { listWhole } from '../../transport/pages';
import {
  inventorySchema,
  providerSchema,
  summarySchema,
  type WireInventory,
  type WireProvider,
  type WireSummary,
} from './types';

/** whole trees in the candidates */
const VERSION = { at: '1.29' };

/** Placement's providers. It has no pages: a list is always all of it. */
export class ProvidersClient {
  constructor(private readonly transport: OpenStackTransport) {}

  /** All providers, or those of one tree. */
  async list(
    signal: AbortSignal,
    { inTree, onOdd }: { inTree?: string; onOdd?: OnOddRow } = {},
  ): Promise<WireProvider[]> {
    return listWhole(
      this.transport,
      {
        service: 'placement',
        path: '/resource_providers',
        query: { in_tree: inTree },
        version: VERSION,
        signal,
      },
      'resource_providers',
      providerSchema,
      onOdd,
    );
  }

  /**
   * Capacity and use of every tree that has some of a resource free, in one call:
   * the possible places of one unit come with summaries of their trees.
   */
  async summaries(
    resource: 'VCPU' | 'MEMORY_MB' | 'DISK_GB',
    signal: AbortSignal,
  ): Promise<Record<string, WireSummary>> {
    const found = await this.transport.call(
      {
        service: 'placement',
        method: 'GET',
        path: '/allocation_candidates',
        query: { resources: `${resource}:1` },
        version: VERSION,
        signal,
      },
      z.object({ provider_summaries: z.record(z.string(), z.unknown()) }),
    );
    // what does not parse is read by itself
    return Object.fromEntries(
      Object.entries(found.provider_summaries).flatMap(([uuid, summary]) => {
        const parsed = summarySchema.safeParse(summary);
        return parsed.success ? [[uuid, parsed.data]] : [];
      }),
    );
  }

  /** Asks something cheap, for the sake of an answer. */
  async ping(signal: AbortSignal): Promise<void> {
    await this.transport.send({
      service: 'placement',
      method: 'GET',
      path: '/resource_providers',
      query: { name: 'ironstage-ping' },
      signal,
    });
  }

  async inventories(
    uuid: string,
    signal: AbortSignal,
  ): Promise<Record<string, WireInventory>> {
    const found = await this.#part(
      uuid,
      'inventories',
      z.object({ inventories: z.record(z.string(), inventorySchema) }),
      signal,
    );
    return found.inventories;
  }

  async usages(
    uuid: string,
    signal: AbortSignal,
  ): Promise<Record<string, number>> {
    const found = await this.#part(
      uuid,
      'usages',
      z.object({ usages: z.record(z.string(), z.number()) }),
      signal,
    );
    return found.usages;
  }

  async traits(uuid: string, signal: AbortSignal): Promise<string[]> {
    const found = await this.#part(
      uuid,
      'traits',
      z.object({ traits: z.array(z.string()) }),
      signal,
    );
    return found.traits;
  }

  #part<S extends z.ZodType>(
    uuid: string,
    what: 'inventories' | 'usages' | 'traits',
    schema: S,
    signal: AbortSignal,
  ): Promise<z.output<S>> {
    return this.transport.call(
      {
        service: 'placement',
        method: 'GET',
        path: `/resource_providers/{uuid}/${what}`,
        params: { uuid },
        version: VERSION,
        signal,
      },
      schema,
    );
  }
}
