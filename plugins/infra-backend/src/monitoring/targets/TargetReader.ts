import type { Knex } from 'knex';
import { isSqlite } from '../../database/engine';
import { fromJson } from '../../database/json';

/** Rows of a statement: others get their turn between two. */
const PAGE = 1000;

/** What targets are made of. */
export interface TargetRow {
  ref: string;
  kind: 'instance' | 'machine';
  provider: string;
  name: string;
  status: string;
  site: string | null;
  zone: string | null;
  project: string | null;
  /** entity ref */
  owner: string | null;
  attributes: Record<string, unknown>;
  hasGpus: boolean;
}

const COLUMNS = [
  ...['ref', 'kind', 'provider', 'name', 'status', 'site', 'zone', 'project'],
  ...['owner', 'vector', 'attributes'],
] as const;

/** What can be a target. */
export const TARGET_KINDS: Array<TargetRow['kind']> = ['instance', 'machine'];

function hasGpus(vector: string | null): boolean {
  // most have none, and so many texts take their time to be parsed
  if (!vector || vector.includes('"gpus":{}')) {
    return false;
  }
  const { gpus } = fromJson<{ gpus?: Record<string, number> }>(vector);
  return Object.values(gpus ?? {}).some(count => count > 0);
}

/** Reads what targets are made of from the plugin's database. */
export class TargetReader {
  constructor(private readonly knex: Knex) {}

  /**
   * Instances, then machines, each in the order of their refs, a page at a time.
   *
   * @param scope - one project's only; and whose rows are left out
   */
  async *pages(scope: {
    project?: string;
    exceptProviders: string[];
  }): AsyncGenerator<TargetRow[], void> {
    for (const kind of TARGET_KINDS) {
      let after = '';
      for (;;) {
        const query = this.ofKind(kind, scope.project)
          .whereNull('removed_at')
          .where('ref', '>', after)
          .orderBy('ref')
          .limit(PAGE);
        if (scope.exceptProviders.length > 0) {
          query.whereNotIn('provider', scope.exceptProviders);
        }
        const rows = await query.select(...COLUMNS);
        yield rows.map(row => ({
          ...row,
          attributes: fromJson<Record<string, unknown>>(row.attributes),
          hasGpus: hasGpus(row.vector),
        }));
        if (rows.length < PAGE) {
          break;
        }
        after = rows[rows.length - 1].ref;
      }
    }
  }

  /**
   * Rows of a kind, to be read in the order of their refs. Of all there are, SQLite would take its index of kinds and
   * sort them for each page; refs begin with their kind, so it can go along the key instead.
   */
  private ofKind(kind: TargetRow['kind'], project?: string) {
    const rows = this.knex('infra_resources');
    if (project !== undefined) {
      return rows.where({ kind, project });
    }
    return isSqlite(this.knex)
      ? rows.whereRaw('+kind = ?', [kind]).where('ref', '>=', `${kind}:`)
      : rows.where({ kind });
  }

  /** Environments by project. */
  async environments(): Promise<Map<string, string>> {
    const rows: Array<{ name: string; environment: string }> = await this.knex(
      'infra_projects',
    ).select('name', 'environment');
    return new Map(rows.map(row => [row.name, row.environment]));
  }

  /** The newest position in the feed of changes. */
  async position(): Promise<number> {
    const [{ last }] = await this.knex('infra_changes').max({ last: 'seq' });
    return Number(last ?? 0);
  }

  /** Kinds that were read to the end at least once, by provider. */
  async readKinds(): Promise<Map<string, Set<string>>> {
    const rows: Array<{ provider: string; kind: string }> = await this.knex(
      'infra_sync_kinds',
    )
      .whereIn('kind', TARGET_KINDS)
      .whereNotNull('last_success_at')
      .select('provider', 'kind');
    const found = new Map<string, Set<string>>();
    for (const { provider, kind } of rows) {
      found.set(provider, (found.get(provider) ?? new Set()).add(kind));
    }
    return found;
  }
}
