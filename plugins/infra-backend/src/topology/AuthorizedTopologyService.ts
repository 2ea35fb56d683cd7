import {
  infraEstateReadPermission,
  infraResourceReadPermission,
  type ImpactQuery,
  type RackQuery,
  type RelationQuery,
  type TopologyQuery,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import { noSuchResource } from '../inventory/absent';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import type { TopologyService, TopologySight } from './TopologyService';

/** Guards a {@link TopologyService}: routes and actions are given this one. */
export class AuthorizedTopologyService implements TopologyService {
  constructor(
    private readonly inner: TopologyService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async graph(query: TopologyQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraEstateReadPermission);
    return this.inner.graph(query, caller);
  }

  async racks(query: RackQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraEstateReadPermission);
    return this.inner.racks(query, caller);
  }

  async impact(query: ImpactQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraEstateReadPermission);
    return this.inner.impact(query, caller, await this.sight(caller, true));
  }

  async relations(ref: string, query: RelationQuery, caller: Caller) {
    await this.gatekeeper.demandVisible(
      caller,
      infraResourceReadPermission,
      ref,
      noSuchResource,
    );
    const estate = await this.gatekeeper.allows(
      caller.credentials,
      infraEstateReadPermission,
    );
    const sight = await this.sight(caller, estate);
    return this.inner.relations(ref, query, caller, sight);
  }

  private async sight(caller: Caller, estate: boolean): Promise<TopologySight> {
    const [resources, projects] = await Promise.all([
      this.gatekeeper.visibleResources(caller),
      this.gatekeeper.visibleProjects(caller),
    ]);
    return { resources, projects, estate };
  }
}
