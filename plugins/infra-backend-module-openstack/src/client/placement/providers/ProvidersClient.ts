import { z } from 'zod';
import type { OpenStackTransport } from '../../transport/OpenStackTransport';
import {
  inventorySchema,
  providerSchema,
  summarySchema,
  type ProviderResources,
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
  async list(signal: AbortSignal, inTree?: string): Promise<WireProvider[]> {
    const found = await this.transport.call(
      {
        service: 'placement',
        method: 'GET',
        path: '/resource_providers',
        query: { in_tree: inTree },
        version: VERSION,
        signal,
      },
      z.object({ resource_providers: z.array(providerSchema) }),
    );
    return found.resource_providers;
  }

  /**
   * Capacity and use of every tree that has a processor free, in one call:
   * the possible places of one processor come with summaries of their trees.
   */
  async summaries(signal: AbortSignal): Promise<Record<string, WireSummary>> {
    const found = await this.transport.call(
      {
        service: 'placement',
        method: 'GET',
        path: '/allocation_candidates',
        query: { resources: 'VCPU:1' },
        version: VERSION,
        signal,
      },
      z.object({ provider_summaries: z.record(z.string(), summarySchema) }),
    );
    return found.provider_summaries;
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
    const found = await this.transport.call(
      {
        service: 'placement',
        method: 'GET',
        path: '/resource_providers/{uuid}/inventories',
        params: { uuid },
        version: VERSION,
        signal,
      },
      z.object({ inventories: z.record(z.string(), inventorySchema) }),
    );
    return found.inventories;
  }

  /** Everything about one provider, in three calls. */
  async resources(
    uuid: string,
    signal: AbortSignal,
  ): Promise<ProviderResources> {
    const call = (what: 'usages' | 'traits') => ({
      service: 'placement' as const,
      method: 'GET' as const,
      path: `/resource_providers/{uuid}/${what}`,
      params: { uuid },
      version: VERSION,
      signal,
    });
    const [inventories, { usages }, { traits }] = await Promise.all([
      this.inventories(uuid, signal),
      this.transport.call(
        call('usages'),
        z.object({ usages: z.record(z.string(), z.number()) }),
      ),
      this.transport.call(
        call('traits'),
        z.object({ traits: z.array(z.string()) }),
      ),
    ]);
    return { inventories, used: usages, traits };
  }
}
