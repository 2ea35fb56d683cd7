import type { Lease } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

/** A lease with the operation that began it. */
export interface StoredLease extends Lease {
  operationId: string;
  /** the last reminder that was sent, by its days before the end, or that was too late to send */
  remindedDays: number | null;
}

/** Keeps the end dates of instances. */
export interface LeaseStore {
  /** Begins a lease; a second time for the same instance changes nothing. */
  begin(lease: StoredLease): Promise<void>;
  find(ref: string, tx?: Knex.Transaction): Promise<StoredLease | undefined>;
  /** The leases of a project that have not been acted upon, as people see them. */
  ofProject(name: string): Promise<Lease[]>;
  /** Leases in a state whose date has come: `endsAt` of active ones, `graceEndsAt` of those in grace. */
  due(state: 'active' | 'grace', now: string): Promise<StoredLease[]>;
  /** Active leases that end by a time. */
  endingBy(time: string): Promise<StoredLease[]>;

  /**
   * Puts on record that a reminder is being sent, or takes that back.
   * @returns false, with nothing changed, when somebody else has changed the lease since it was read
   */
  setReminded(lease: StoredLease, days: number | null): Promise<boolean>;

  /**
   * Moves the end of a lease that has not been acted upon; it is active again if it was in grace.
   * @returns false, with nothing changed, when its instance is being deleted or gone
   */
  extend(
    ref: string,
    to: Pick<StoredLease, 'endsAt' | 'graceEndsAt' | 'remindedDays'>,
  ): Promise<boolean>;

  /** Puts off the deletion that has failed; who still needs the instance may extend its lease meanwhile. */
  postpone(ref: string, until: string, tx: Knex.Transaction): Promise<void>;

  /**
   * Begins the days of grace of a lease that has ended: whole ones from now on, however late it is noticed.
   * @param graceEndsAt - kept when the lease says a later one
   * @returns false, with nothing changed, when it was extended since it was read, or has begun already
   */
  beginGrace(ref: string, now: string, graceEndsAt: string): Promise<boolean>;

  /** Leases in their days of grace. */
  inGrace(): Promise<StoredLease[]>;

  /**
   * Begins the end of what has a lease whose days of grace are over.
   * @returns false, with nothing changed, when it was extended since it was read, or has begun already
   */
  beginRelease(
    ref: string,
    now: string,
    tx: Knex.Transaction,
  ): Promise<boolean>;

  /**
   * Has something end early, because somebody deletes it; `endsAt` stays what it is, so that this can be taken back.
   * @param until - when it is deleted for good; an earlier end of grace is kept
   * @returns false, with nothing changed, when it is being deleted for good already
   */
  condemn(ref: string, until: string): Promise<boolean>;

  /**
   * Takes back that something was condemned.
   * @returns false, with nothing changed, when it is being deleted for good or its lease has ended
   */
  restore(ref: string, now: string, graceEndsAt: string): Promise<boolean>;

  /** Puts on record that what had the lease is gone. */
  end(ref: string): Promise<void>;
}
