import {
  infraProjectCreatePermission,
  infraProviderReadPermission,
  type Policy,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';

/** Tells forms the rules that requests will be held to. */
export class PolicyService {
  constructor(
    private readonly services: {
      config: InfraConfig;
      registry: ProviderRegistry;
      inventory: InventoryStore;
      gatekeeper: Gatekeeper;
    },
  ) {}

  async forCaller(caller: Caller): Promise<Policy> {
    const { config, gatekeeper } = this.services;
    await gatekeeper.demand(caller, infraProviderReadPermission);
    const mayCreate = await gatekeeper.allows(
      caller.credentials,
      infraProjectCreatePermission,
    );
    const { naming, lease, gpu, defaultQuotas } = config;
    return {
      naming,
      lease,
      gpu,
      defaultQuotas,
      gpuModels: await this.gpuModels(),
      teams: mayCreate
        ? caller.ownership
            .filter(ref => ref.startsWith('group:'))
            .sort()
            .map(ref => ({ ref, title: ref.replace(/^group:[^/]+\//, '') }))
        : [],
    };
  }

  /** What can be asked for: models that flavors of a provider carry at which instances can be made. */
  private async gpuModels(): Promise<Policy['gpuModels']> {
    const { config, registry, inventory } = this.services;
    const offers = new Map<string, Policy['gpuModels'][number]>();
    for (const flavor of await inventory.flavors()) {
      const { provider, vector } = flavor;
      for (const [model, count] of Object.entries(vector.gpus)) {
        if (
          count <= config.gpu.maxCount &&
          registry.find(provider)?.instances
        ) {
          const key = `${provider} ${model}`;
          const offer = offers.get(key) ?? {
            provider,
            model,
            free: 0,
            perInstance: [],
          };
          const counts = new Set([...offer.perInstance, count]);
          offer.perInstance = [...counts].sort((x, y) => x - y);
          offers.set(key, offer);
        }
      }
    }
    for (const { provider, status, capacity } of await inventory.hosts()) {
      const { deliverable, allocated } = capacity;
      for (const [model, count] of Object.entries(deliverable.gpus)) {
        const offer = offers.get(`${provider} ${model}`);
        if (offer && status === 'up') {
          offer.free += Math.max(0, count - (allocated.gpus[model] ?? 0));
        }
      }
    }
    return [...offers.values()].sort((a, b) => a.model.localeCompare(b.model));
  }
}
