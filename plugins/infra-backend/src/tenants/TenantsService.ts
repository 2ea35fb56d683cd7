import type { Page, Tenant, TenantQuery } from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Tells which tenants of the clouds are nobody's. */
export interface TenantsService {
  /** @param teams - names of teams, to find only what is named like one of them */
  list(
    query: TenantQuery,
    caller: Caller,
    teams?: string[],
  ): Promise<Page<Tenant>>;
}
