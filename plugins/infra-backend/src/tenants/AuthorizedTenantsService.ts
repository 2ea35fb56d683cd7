import {
  infraProviderReadPermission,
  infraEstateReadPermission,
  type TenantQuery,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { teamNames } from './teamNames';
import type { TenantsService } from './TenantsService';

/** Guards a {@link TenantsService}: routes and actions are given this one. */
export class AuthorizedTenantsService implements TenantsService {
  constructor(
    private readonly inner: TenantsService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async list(query: TenantQuery, caller: Caller) {
    await this.gatekeeper.demand(caller, infraProviderReadPermission);
    const all = await this.gatekeeper.allows(
      caller.credentials,
      infraEstateReadPermission,
    );
    return this.inner.list(
      query,
      caller,
      all ? undefined : teamNames(caller.ownership),
    );
  }
}
