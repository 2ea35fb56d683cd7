import type { Lease } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

/** A lease with the operation that began it. */
export interface StoredLease extends Lease {
  operationId: string;
}

/** Keeps the end dates of instances. */
export interface LeaseStore {
  /** Begins a lease; a second time for the same instance changes nothing. */
  begin(lease: StoredLease): Promise<void>;
  list(projects: string[]): Promise<StoredLease[]>;
  /** Leases in a state whose date has come: `endsAt` of active ones, `graceEndsAt` of those in grace. */
  due(state: 'active' | 'grace', now: string): Promise<StoredLease[]>;
  setState(
    ref: string,
    state: StoredLease['state'],
    tx?: Knex.Transaction,
  ): Promise<void>;
}
