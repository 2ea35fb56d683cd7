import type { Knex } from 'knex';
import type { LeaseStore, StoredLease } from './LeaseStore';

interface LeaseRow {
  ref: string;
  name: string;
  project: string;
  requester: string;
  operation_id: string;
  started_at: string;
  ends_at: string;
  grace_ends_at: string;
  state: StoredLease['state'];
}

function toLease(row: LeaseRow): StoredLease {
  return {
    ref: row.ref,
    name: row.name,
    project: row.project,
    requester: row.requester,
    operationId: row.operation_id,
    startedAt: row.started_at,
    endsAt: row.ends_at,
    graceEndsAt: row.grace_ends_at,
    state: row.state,
  };
}

/** Keeps leases in the plugin's database. */
export class KnexLeaseStore implements LeaseStore {
  constructor(private readonly knex: Knex) {}

  async begin(lease: StoredLease) {
    await this.knex('infra_leases')
      .insert({
        ref: lease.ref,
        name: lease.name,
        project: lease.project,
        requester: lease.requester,
        operation_id: lease.operationId,
        started_at: lease.startedAt,
        ends_at: lease.endsAt,
        grace_ends_at: lease.graceEndsAt,
        state: lease.state,
      })
      .onConflict('ref')
      .ignore();
  }

  async list(projects: string[]) {
    const rows = await this.knex<LeaseRow>('infra_leases')
      .whereIn('project', projects)
      .whereNot('state', 'released')
      .orderBy('ends_at')
      .select();
    return rows.map(toLease);
  }

  async due(state: 'active' | 'grace', now: string) {
    const rows = await this.knex<LeaseRow>('infra_leases')
      .where({ state })
      .where(state === 'active' ? 'ends_at' : 'grace_ends_at', '<=', now)
      .orderBy('ends_at')
      .select();
    return rows.map(toLease);
  }

  async setState(
    ref: string,
    state: StoredLease['state'],
    tx?: Knex.Transaction,
  ) {
    await (tx ?? this.knex)('infra_leases').where({ ref }).update({ state });
  }
}
