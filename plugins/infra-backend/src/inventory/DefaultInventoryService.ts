import type {
  ProviderIssue,
  ProviderStatus,
  Resource,
  ResourceExportQuery,
  ResourceFacets,
  ResourceFilters,
  ResourcePage,
  ResourceQuery,
} from '@ironstage/plugin-infra-common';
import { capabilitiesOf } from '@ironstage/plugin-infra-node';
import type { Visibility } from '../database/criteria';
import type { AuditLog } from '../audit/AuditLog';
import { instanceActionsOf } from '../providers/instanceActionsOf';
import { machineActionsOf } from '../providers/machineActionsOf';
import type { ProviderRegistry } from '../providers/ProviderRegistry';
import type { Caller } from '../http/Caller';
import { noSuchResource } from './absent';
import type { InventoryService } from './InventoryService';
import type { InventoryStore } from './InventoryStore';
import type { SyncStateStore } from './SyncStateStore';

/** Does the work of {@link InventoryService}, without asking whether the caller may. */
export class DefaultInventoryService implements InventoryService {
  constructor(
    private readonly services: {
      registry: ProviderRegistry;
      inventory: InventoryStore;
      states: SyncStateStore;
      audit: AuditLog;
      /** has the scheduler read a provider now */
      triggerSync: (provider: string) => Promise<void>;
    },
  ) {}

  async providers(): Promise<ProviderStatus[]> {
    const states = new Map(
      (await this.services.states.list()).map(state => [state.provider, state]),
    );
    return this.services.registry.list().map(provider => {
      const state = states.get(provider.id);
      return {
        id: provider.id,
        kind: provider.kind,
        title: provider.title,
        site: provider.site,
        state: state?.state ?? 'pending',
        message: state?.message ?? null,
        lastSuccessAt: state?.lastSuccessAt ?? null,
        lastAttemptAt: state?.lastAttemptAt ?? null,
        skipped: state?.skipped ?? [],
        capabilities: ['inventory', ...capabilitiesOf(provider)],
        instanceActions: instanceActionsOf(provider),
        machineActions: machineActionsOf(provider),
        selfService: provider.selfService ?? true,
      };
    });
  }

  async issues(): Promise<ProviderIssue[]> {
    return (await this.services.states.list())
      .filter(state => state.message !== null)
      .map(state => ({
        provider: state.provider,
        message: state.message as string,
        since: state.failingSince,
      }));
  }

  async list(
    query: ResourceQuery,
    _caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<ResourcePage> {
    const page = await this.services.inventory.list(query, visibility);
    return { ...page, errors: await this.issues() };
  }

  facets(
    filters: ResourceFilters,
    _caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<ResourceFacets> {
    return this.services.inventory.facets(filters, visibility);
  }

  async export(
    query: ResourceExportQuery,
    caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<AsyncIterable<Resource[]>> {
    const { inventory } = this.services;
    const { format, ...asked } = query;
    // before the first row leaves, since nobody knows how many will
    await this.record('inventory-export', 'inventory', query, caller);
    return inventory.pages(asked, visibility);
  }

  async get(ref: string): Promise<Resource> {
    const [resource] = await this.services.inventory.getMany([ref]);
    if (!resource) {
      throw noSuchResource(ref);
    }
    return resource;
  }

  async sync(provider: string, caller: Caller): Promise<void> {
    this.services.registry.get(provider);
    await this.record('provider-sync', provider, {}, caller);
    await this.services.triggerSync(provider);
  }

  async confirmRemovals(provider: string, caller: Caller): Promise<void> {
    this.services.registry.get(provider);
    await this.services.states.confirmRemovals(provider);
    await this.record('removals-confirm', provider, {}, caller);
    await this.services.triggerSync(provider);
  }

  private record(
    action: string,
    target: string,
    data: Record<string, unknown>,
    { ref, door }: Caller,
  ) {
    return this.services.audit.append({
      actor: ref,
      door,
      action,
      target,
      outcome: 'succeeded',
      data,
    });
  }
}
