import type { Knex } from 'knex';
import { stableJson, storableText } from '../database/json';
import type { AuditEntry, AuditLog } from './AuditLog';
import type { PendingRow } from './auditRow';
import { withoutSecrets } from './withoutSecrets';

/** Longer refs are cut: they are of what is not there. */
const MAX_REF = 600;

/**
 * Writes down what is to be audited, for the {@link AuditSealer} to put into the chain. An entry asks nothing and
 * waits for nobody else's, so that transactions that are audited do not stand in line for the end of the chain.
 */
export class PendingAuditLog implements AuditLog {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async append(entry: AuditEntry, tx?: Knex.Transaction): Promise<void> {
    const { actor, door, action, target, outcome } = entry;
    const row: Omit<PendingRow, 'id'> = {
      at: this.now().toISOString(),
      actor: storableText(actor),
      door,
      action,
      target: storableText(String(withoutSecrets(target)).slice(0, MAX_REF)),
      outcome,
      data: stableJson(withoutSecrets(entry.data)),
    };
    await (tx ?? this.knex)('infra_audit_pending').insert(row);
  }
}
