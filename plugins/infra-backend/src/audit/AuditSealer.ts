import { setImmediate } from 'node:timers/promises';
import {
  isDatabaseConflictError,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { linked, type AuditRow, type PendingRow } from './auditRow';

/** Entries put into the chain in one transaction. */
const AT_ONCE = 200;

/** Rows of one insert: SQLite takes 32,766 values. */
const ROWS_AT_ONCE = 100;

/** How long entries gather before they are put into the chain, in milliseconds. */
const GATHER_MS = 250;

/**
 * Puts what was written down into the chain, in order. Any replica may at any time: the number of an entry is the
 * primary key, so that of two that would fork the chain one is taken back by the database.
 */
export class AuditSealer {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly knex: Knex,
    private readonly logger: LoggerService,
    private readonly gatherMs = GATHER_MS,
  ) {}

  /** Has it done in a moment, together with what comes until then. */
  soon(): void {
    this.timer ??= setTimeout(async () => {
      this.timer = undefined;
      try {
        if (!this.isClosed()) {
          await this.seal();
        }
      } catch (error) {
        // the job does it, at the latest
        this.logger.warn(
          `Could not put entries into the audit chain: ${error}`,
        );
      }
    }, this.gatherMs).unref();
  }

  /** Whether the portal has stopped meanwhile: the one that starts next does it. */
  private isClosed(): boolean {
    const { pool } = this.knex.client as { pool?: { destroyed?: boolean } };
    return !pool || pool.destroyed === true;
  }

  /** All that was written down until now is in the chain afterwards. */
  async seal(signal?: AbortSignal): Promise<void> {
    while (!signal?.aborted && (await this.sealSome())) {
      // the driver of SQLite is synchronous: others get their turn between two batches
      await setImmediate();
    }
  }

  /** @returns whether there may be more */
  private async sealSome(): Promise<boolean> {
    const [waiting] = await this.knex<PendingRow>('infra_audit_pending')
      .limit(1)
      .select('id');
    if (!waiting) {
      return false;
    }
    try {
      return await this.knex.transaction(tx => this.moveSome(tx));
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return true;
      }
      throw error;
    }
  }

  private async moveSome(tx: Knex.Transaction): Promise<boolean> {
    // on PostgreSQL the second waits here for the first, and finds what that has left; SQLite has one writer
    const rows = await tx<PendingRow>('infra_audit_pending')
      .orderBy('id')
      .limit(AT_ONCE)
      .forUpdate()
      .select();
    if (rows.length === 0) {
      return true;
    }
    const last = await tx<AuditRow>('infra_audit')
      .orderBy('seq', 'desc')
      .first('seq', 'hash');
    await tx.batchInsert('infra_audit', linked(rows, last), ROWS_AT_ONCE);
    await tx('infra_audit_pending')
      .whereIn(
        'id',
        rows.map(({ id }) => id),
      )
      .delete();
    return rows.length === AT_ONCE;
  }
}
