import type {
  PagingQuery,
  QuotaChange,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { fromJson, toJson } from '../database/json';
import type { QuotaStore, QuotaWarning } from './QuotaStore';

const CHANGES = 'infra_quota_changes';
const WARNINGS = 'infra_quota_warnings';

interface ChangeRow {
  operation_id: string;
  project: string;
  at: string;
  requester: string;
  decided_by: string;
  reason: string;
  before: string;
  after: string;
  read_back: string;
}

function toChange(row: ChangeRow): QuotaChange {
  return {
    project: row.project,
    at: row.at,
    requester: row.requester,
    decidedBy: fromJson<string[]>(row.decided_by),
    reason: row.reason,
    operationId: row.operation_id,
    before: fromJson<ResourceVector>(row.before),
    after: fromJson<ResourceVector>(row.after),
    readBack: fromJson<QuotaChange['readBack']>(row.read_back),
  };
}

/** Keeps changes of quotas in the plugin's database. */
export class KnexQuotaStore implements QuotaStore {
  constructor(private readonly knex: Knex) {}

  async record(change: QuotaChange, tx: Knex.Transaction) {
    await tx(CHANGES)
      .insert({
        operation_id: change.operationId,
        project: change.project,
        at: change.at,
        requester: change.requester,
        decided_by: toJson(change.decidedBy),
        reason: change.reason,
        before: toJson(change.before),
        after: toJson(change.after),
        read_back: toJson(change.readBack),
      })
      .onConflict('operation_id')
      .ignore();
  }

  async changes(project: string, { limit, offset }: PagingQuery) {
    const rows = await this.knex<ChangeRow>(CHANGES)
      .where({ project })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'operation_id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset)
      .select();
    const [{ count }] = await this.knex(CHANGES)
      .where({ project })
      .count({ count: '*' });
    return { items: rows.map(toChange), total: Number(count) };
  }

  async warnings(projects: string[]): Promise<QuotaWarning[]> {
    return this.knex(WARNINGS)
      .whereIn('project', projects)
      .select('project', 'dimension', 'share');
  }

  async warned(
    { project, dimension, share }: QuotaWarning,
    before: number | null,
  ) {
    const at = new Date().toISOString();
    if (before !== null) {
      const raised = await this.knex(WARNINGS)
        .where({ project, dimension, share: before })
        .update({ share, at });
      return raised === 1;
    }
    const made = await this.knex(WARNINGS)
      .insert({ project, dimension, share, at })
      .onConflict(['project', 'dimension'])
      .ignore()
      .returning('project');
    return made.length === 1;
  }

  async lower({ project, dimension }: QuotaWarning, share: number | null) {
    const rows = this.knex(WARNINGS).where({ project, dimension });
    await (share === null ? rows.delete() : rows.update({ share }));
  }
}
