import {
  infraCapacityReadPermission,
  infraEstateReadPermission,
  type CapacityFitQuery,
  type CapacityForecastQuery,
  type CapacityHistoryQuery,
  type HostQuery,
  type MachineCapacityQuery,
} from '@ironstage/plugin-infra-common';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { Caller } from '../http/Caller';
import type { CapacityService } from './CapacityService';

/** Guards a {@link CapacityService}: routes and actions are given this one. */
export class AuthorizedCapacityService implements CapacityService {
  constructor(
    private readonly inner: CapacityService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async overview(caller: Caller) {
    await this.gatekeeper.demand(caller, infraCapacityReadPermission);
    return this.inner.overview(caller, await this.seesSingle(caller));
  }

  async hosts(query: HostQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraEstateReadPermission);
    return this.inner.hosts(query, caller);
  }

  async machines(query: MachineCapacityQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraCapacityReadPermission);
    if (query.by === 'pool' || query.pool?.length) {
      // projects are pools, and which there are is not everybody's to know
      await this.gatekeeper.demand(caller, infraEstateReadPermission);
    }
    return this.inner.machines(query, caller, await this.seesSingle(caller));
  }

  async history(query: CapacityHistoryQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraCapacityReadPermission);
    return this.inner.history(query, caller);
  }

  async forecast(query: CapacityForecastQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraCapacityReadPermission);
    return this.inner.forecast(query, caller);
  }

  async fit(query: CapacityFitQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraCapacityReadPermission);
    return this.inner.fit(query, caller, await this.seesSingle(caller));
  }

  private seesSingle(caller: Caller) {
    return this.gatekeeper.allows(
      caller.credentials,
      infraEstateReadPermission,
    );
  }
}
