import {
  infraProjectManageAllPermission,
  infraProviderReadPermission,
  infraProviderSyncPermission,
  infraResourceReadPermission,
  type ResourceExportQuery,
  type ResourceFilters,
  type ResourceQuery,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';
import { noSuchResource } from './absent';
import type { InventoryService } from './InventoryService';

/** Guards an {@link InventoryService}: routes and actions are given this one. */
export class AuthorizedInventoryService implements InventoryService {
  constructor(
    private readonly inner: InventoryService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async providers(caller: Caller) {
    await this.gatekeeper.demand(caller, infraProviderReadPermission);
    const providers = await this.inner.providers(caller);
    if (providers.every(({ selfService }) => selfService)) {
      return providers;
    }
    const isSre = await this.gatekeeper.allows(
      caller.credentials,
      infraProjectManageAllPermission,
    );
    return providers.map(one => ({
      ...one,
      selfService: one.selfService || isSre,
    }));
  }

  issues() {
    return this.inner.issues();
  }

  async list(query: ResourceQuery, caller: Caller) {
    return this.inner.list(
      query,
      caller,
      await this.gatekeeper.visibleResources(caller),
    );
  }

  async facets(filters: ResourceFilters, caller: Caller) {
    return this.inner.facets(
      filters,
      caller,
      await this.gatekeeper.visibleResources(caller),
    );
  }

  async export(query: ResourceExportQuery, caller: Caller) {
    return this.inner.export(
      query,
      caller,
      await this.gatekeeper.visibleResources(caller),
    );
  }

  async get(ref: string, caller: Caller) {
    const resource = await this.inner.get(ref, caller);
    await this.gatekeeper.demandVisible(
      caller,
      infraResourceReadPermission,
      ref,
      noSuchResource,
    );
    return resource;
  }

  async sync(provider: string, caller: Caller) {
    await this.gatekeeper.demand(caller, infraProviderSyncPermission);
    await this.inner.sync(provider, caller);
  }

  async confirmRemovals(provider: string, caller: Caller) {
    await this.gatekeeper.demand(caller, infraProviderSyncPermission);
    await this.inner.confirmRemovals(provider, caller);
  }
}
