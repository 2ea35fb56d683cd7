import { createHash } from 'node:crypto';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { stableJson } from '../database/json';
import type { AuditEntry, AuditLog } from './AuditLog';

const GENESIS = '0'.repeat(64);

/** Appends meet on the same number when replicas write at once; each round lets one through. */
const MAX_ATTEMPTS = 50;

interface AuditRow {
  seq: number;
  at: string;
  actor: string;
  door: string;
  action: string;
  target: string;
  outcome: string;
  data: string;
  previous_hash: string;
  hash: string;
}

function rowHash(row: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256').update(stableJson(row)).digest('hex');
}

/** A chain of rows in the plugin's database; each row's hash covers the one before. */
export class KnexAuditLog implements AuditLog {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async append(entry: AuditEntry, tx?: Knex.Transaction): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        // nested: a lost race must not end the caller's transaction on PostgreSQL
        await (tx ?? this.knex).transaction(inner => this.insert(entry, inner));
        return;
      } catch (error) {
        if (!isDatabaseConflictError(error) || attempt >= MAX_ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /**
   * Recomputes the chain.
   * @returns the number of the first row that does not fit, or undefined when all do
   */
  async verify(): Promise<number | undefined> {
    let previous = GENESIS;
    let expected = 1;
    const rows = this.knex<AuditRow>('infra_audit').orderBy('seq').select();
    for (const { hash, ...row } of await rows) {
      if (
        row.seq !== expected ||
        row.previous_hash !== previous ||
        rowHash(row) !== hash
      ) {
        return row.seq;
      }
      previous = hash;
      expected += 1;
    }
    return undefined;
  }

  private async insert(entry: AuditEntry, tx: Knex.Transaction) {
    const last = await tx<AuditRow>('infra_audit')
      .orderBy('seq', 'desc')
      .first('seq', 'hash');
    const row = {
      seq: (last?.seq ?? 0) + 1,
      at: this.now().toISOString(),
      actor: entry.actor,
      door: entry.door,
      action: entry.action,
      target: entry.target,
      outcome: entry.outcome,
      data: stableJson(entry.data),
      previous_hash: last?.hash ?? GENESIS,
    };
    await tx('infra_audit').insert({ ...row, hash: rowHash(row) });
  }
}
