import type {
  ResourceVector,
  TenantQuery,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

/** A tenant of a cloud that no project stands for. */
export interface StoredTenant {
  ref: string;
  provider: string;
  externalId: string;
  name: string;
  instances: number;
  holds: ResourceVector;
}

/** Knows the tenants that are nobody's. */
export interface TenantStore {
  /**
   * By name.
   *
   * @param teams - names of teams, to find only what is named like one of them; all when left out
   */
  list(
    query: TenantQuery,
    teams?: string[],
  ): Promise<{ items: StoredTenant[]; total: number }>;

  /** Tenants of a provider with that name or id that are there and nobody's. */
  find(provider: string, tenant: string): Promise<StoredTenant[]>;

  /** The project that a tenant belongs to. */
  projectOf(
    provider: string,
    externalId: string,
    tx: Knex.Transaction,
  ): Promise<string | undefined>;
}
