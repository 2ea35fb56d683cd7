import { setImmediate } from 'node:timers/promises';
import type {
  AuditChainEntry,
  AuditFilters,
  AuditPage,
  AuditQuery,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { toEntry, type AuditRow } from '../audit/auditRow';

/** Entries read at once where the whole chain is. */
const AT_ONCE = 500;

const LISTS = [
  'actor',
  'door',
  'action',
  'outcome',
  'project',
  'target',
] as const;

/** Reads the audit chain from the plugin's database. */
export class KnexTrail {
  constructor(private readonly knex: Knex) {}

  /** A page, the newest first, by key: how far back it is makes no difference. */
  async list({ limit, before, ...filters }: AuditQuery): Promise<AuditPage> {
    const query = this.matching(filters);
    if (before !== undefined) {
      query.where('seq', '<', before);
    }
    const rows = await query.orderBy('seq', 'desc').limit(limit + 1);
    const items = rows.slice(0, limit).map(toEntry);
    return {
      items,
      next: rows.length > limit ? items[items.length - 1].seq : null,
    };
  }

  /** All that match, the oldest first, up to where the chain ends now. */
  async *pages(filters: AuditFilters): AsyncGenerator<AuditChainEntry[]> {
    for await (const rows of this.rows(filters)) {
      yield rows.map(toEntry);
    }
  }

  /** The same as they are in the database. */
  async *rows(filters: AuditFilters = {}): AsyncGenerator<AuditRow[]> {
    const end = await this.last();
    let after = 0;
    for (;;) {
      const rows = await this.matching(filters)
        .where('seq', '>', after)
        .where('seq', '<=', end?.seq ?? 0)
        .orderBy('seq')
        .limit(AT_ONCE);
      if (rows.length > 0) {
        yield rows;
        // the driver of SQLite is synchronous: others get their turn between two pages
        await setImmediate();
      }
      if (rows.length < AT_ONCE) {
        return;
      }
      after = Number(rows[rows.length - 1].seq);
    }
  }

  /** The newest entry. */
  async last(): Promise<Pick<AuditRow, 'seq' | 'hash'> | undefined> {
    return this.knex<AuditRow>('infra_audit')
      .orderBy('seq', 'desc')
      .first('seq', 'hash');
  }

  private matching(filters: AuditFilters) {
    const query = this.knex<AuditRow>('infra_audit').select();
    for (const name of LISTS) {
      const values = filters[name];
      if (values?.length) {
        query.whereIn(name, values);
      }
    }
    if (filters.from) {
      query.where('at', '>=', filters.from);
    }
    if (filters.to) {
      query.where('at', '<', filters.to);
    }
    return query;
  }
}
