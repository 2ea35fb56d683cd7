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
  reminded_days: number | null;
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
    remindedDays: row.reminded_days,
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
        reminded_days: lease.remindedDays,
      })
      .onConflict('ref')
      .ignore();
  }

  async find(ref: string, tx?: Knex.Transaction) {
    const row = await (tx ?? this.knex)<LeaseRow>('infra_leases')
      .where({ ref })
      .first();
    return row && toLease(row);
  }

  async endingBy(time: string) {
    const rows = await this.knex<LeaseRow>('infra_leases')
      .where({ state: 'active' })
      .where('ends_at', '<=', time)
      .orderBy('ends_at')
      .select();
    return rows.map(toLease);
  }

  async setReminded(lease: StoredLease, days: number | null) {
    const changed = await this.knex<LeaseRow>('infra_leases')
      .where({
        ref: lease.ref,
        state: lease.state,
        ends_at: lease.endsAt,
        reminded_days: lease.remindedDays,
      })
      .update({ reminded_days: days });
    return changed === 1;
  }

  async extend(
    ref: string,
    to: Pick<StoredLease, 'endsAt' | 'graceEndsAt' | 'remindedDays'>,
  ) {
    const changed = await this.knex<LeaseRow>('infra_leases')
      .where({ ref })
      .whereIn('state', ['active', 'grace'])
      .update({
        state: 'active',
        ends_at: to.endsAt,
        grace_ends_at: to.graceEndsAt,
        reminded_days: to.remindedDays,
      });
    return changed === 1;
  }

  async ofProject(project: string) {
    const rows = await this.knex<LeaseRow>('infra_leases')
      .where({ project })
      .whereNot('state', 'released')
      .orderBy('ends_at')
      .select();
    return rows
      .map(toLease)
      .map(({ operationId, remindedDays, ...lease }) => lease);
  }

  async due(state: 'active' | 'grace', now: string) {
    const rows = await this.knex<LeaseRow>('infra_leases')
      .where({ state })
      .where(state === 'active' ? 'ends_at' : 'grace_ends_at', '<=', now)
      .orderBy('ends_at')
      .select();
    return rows.map(toLease);
  }

  async postpone(ref: string, until: string, tx: Knex.Transaction) {
    await tx('infra_leases')
      .where({ ref, state: 'releasing' })
      .update({ state: 'grace', grace_ends_at: until });
  }

  async beginGrace(ref: string, now: string, graceEndsAt: string) {
    const changed = await this.knex('infra_leases')
      .where({ ref, state: 'active' })
      .where('ends_at', '<=', now)
      .update({
        state: 'grace',
        grace_ends_at: this.knex.raw(
          'case when grace_ends_at > ? then grace_ends_at else ? end',
          [graceEndsAt, graceEndsAt],
        ),
      });
    return changed === 1;
  }

  async condemn(ref: string, until: string) {
    const changed = await this.knex('infra_leases')
      .where({ ref })
      .whereIn('state', ['active', 'grace'])
      .update({
        state: 'grace',
        grace_ends_at: this.knex.raw(
          "case when state = 'grace' and grace_ends_at < ? then grace_ends_at else ? end",
          [until, until],
        ),
      });
    return changed === 1;
  }

  async restore(ref: string, now: string, graceEndsAt: string) {
    const changed = await this.knex<LeaseRow>('infra_leases')
      .where({ ref, state: 'grace' })
      .where('ends_at', '>', now)
      .update({ state: 'active', grace_ends_at: graceEndsAt });
    return changed === 1;
  }

  async inGrace() {
    const rows = await this.knex<LeaseRow>('infra_leases')
      .where({ state: 'grace' })
      .orderBy('grace_ends_at')
      .select();
    return rows.map(toLease);
  }

  async beginRelease(ref: string, now: string, tx: Knex.Transaction) {
    const changed = await tx<LeaseRow>('infra_leases')
      .where({ ref, state: 'grace' })
      .where('grace_ends_at', '<=', now)
      .update({ state: 'releasing' });
    return changed === 1;
  }

  async end(ref: string) {
    await this.knex<LeaseRow>('infra_leases')
      .where({ ref })
      .update({ state: 'released' });
  }
}
