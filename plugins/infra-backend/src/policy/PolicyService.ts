import {
  infraProjectCreatePermission,
  infraProviderReadPermission,
  type Policy,
} from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';

/** Tells forms the rules that requests will be held to. */
export class PolicyService {
  constructor(
    private readonly config: InfraConfig,
    private readonly inventory: InventoryStore,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async forCaller(caller: Caller): Promise<Policy> {
    await this.gatekeeper.demand(caller, infraProviderReadPermission);
    const mayCreate = await this.gatekeeper.allows(
      caller.credentials,
      infraProjectCreatePermission,
    );
    const { naming, lease, gpu, defaultQuotas } = this.config;
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

  private async gpuModels(): Promise<Policy['gpuModels']> {
    const free = new Map<string, Policy['gpuModels'][number]>();
    for (const host of await this.inventory.hosts()) {
      const { deliverable, allocated } = host.capacity;
      for (const [model, count] of Object.entries(deliverable.gpus)) {
        const key = `${host.provider} ${model}`;
        const entry = free.get(key) ?? {
          provider: host.provider,
          model,
          free: 0,
        };
        if (host.status === 'up') {
          entry.free += Math.max(0, count - (allocated.gpus[model] ?? 0));
        }
        free.set(key, entry);
      }
    }
    return [...free.values()].sort((a, b) => a.model.localeCompare(b.model));
  }
}
