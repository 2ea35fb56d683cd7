import type { Knex } from 'knex';

/** One audited fact. Secrets never. */
export interface AuditEntry {
  /** entity ref of the actor, or `system` */
  actor: string;
  door: string;
  /** kebab-case verb and noun: `operation-submit` */
  action: string;
  /** ref or id of what it was done to */
  target: string;
  outcome: 'succeeded' | 'refused' | 'failed';
  data: Record<string, unknown>;
}

/** Append-only record of who changed what. */
export interface AuditLog {
  /** @param tx - the transaction of the change itself, so that neither exists without the other */
  append(entry: AuditEntry, tx?: Knex.Transaction): Promise<void>;
}
