import type {
  ProviderStatus,
  ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { fromJson, toJson } from '../database/json';
import { judge } from './freshness';
import type { SkippedRows, SyncStateStore } from './SyncStateStore';

/** Keeps the state of syncs in the plugin's database. */
export class KnexSyncStateStore implements SyncStateStore {
  /**
   * @param everyMs - between two readings of a provider, by the schedule
   */
  constructor(
    private readonly knex: Knex,
    private readonly everyMs: number,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async list() {
    const providers = await this.knex('infra_providers').select();
    const failing: Array<{ provider: string; since: string }> = await this.knex(
      'infra_sync_kinds',
    )
      .whereNotNull('failing_since')
      .groupBy('provider')
      .select('provider', this.knex.raw('min(failing_since) as since'));
    const since = new Map(failing.map(row => [row.provider, row.since]));
    const skipped = await this.skipped();
    return providers.map(row =>
      judge(
        {
          provider: row.id,
          state: row.state,
          message: row.message,
          lastAttemptAt: row.last_attempt_at,
          lastSuccessAt: row.last_success_at,
          failingSince: since.get(row.id) ?? null,
          skipped: skipped.get(row.id) ?? [],
        },
        {
          begunAt: row.begun_at,
          finishedAt: row.finished_at,
          durationMs: row.duration_ms,
        },
        this.everyMs,
        this.now(),
      ),
    );
  }

  async begin(provider: string, at: string) {
    await this.knex('infra_providers')
      .insert({ id: provider, state: 'pending', begun_at: at })
      .onConflict('id')
      .merge({ begun_at: at });
  }

  private async skipped() {
    const rows = await this.knex('infra_sync_kinds')
      .where('skipped', '>', 0)
      .select('provider', 'kind', 'skipped', 'problems');
    const found = new Map<string, SkippedRows[]>();
    for (const { provider, kind, skipped, problems } of rows) {
      found.set(provider, [
        ...(found.get(provider) ?? []),
        { kind, count: skipped, problems: fromJson<string[]>(problems) },
      ]);
    }
    return found;
  }

  async recordKind(
    provider: string,
    kind: ResourceKind,
    at: string,
    outcome: { error: string } | { skipped: Omit<SkippedRows, 'kind'> },
  ) {
    const error = 'error' in outcome ? outcome.error : null;
    const row =
      'error' in outcome
        ? { provider, kind, error, failing_since: at }
        : {
            provider,
            kind,
            error,
            failing_since: null,
            last_success_at: at,
            skipped: outcome.skipped.count,
            problems: toJson(outcome.skipped.problems),
          };
    const merged = error
      ? {
          error,
          failing_since: this.knex.raw(
            'coalesce(infra_sync_kinds.failing_since, ?)',
            [at],
          ),
        }
      : row;
    await this.knex('infra_sync_kinds')
      .insert(row)
      .onConflict(['provider', 'kind'])
      .merge(merged);
  }

  async recordProvider(
    provider: string,
    result: {
      state: ProviderStatus['state'];
      message: string | null;
      attemptAt: string;
      finishedAt: string;
      complete: boolean;
    },
  ) {
    const row = {
      id: provider,
      state: result.state,
      message: result.message,
      last_attempt_at: result.attemptAt,
      finished_at: result.finishedAt,
      duration_ms:
        new Date(result.finishedAt).getTime() -
        new Date(result.attemptAt).getTime(),
      ...(result.complete ? { last_success_at: result.attemptAt } : {}),
    };
    await this.knex('infra_providers').insert(row).onConflict('id').merge(row);
  }

  async confirmRemovals(provider: string) {
    await this.knex('infra_providers')
      .insert({ id: provider, state: 'pending', removals_confirmed: 1 })
      .onConflict('id')
      .merge({ removals_confirmed: 1 });
  }

  async takeConfirmation(provider: string) {
    const taken = await this.knex('infra_providers')
      .where({ id: provider, removals_confirmed: 1 })
      .update({ removals_confirmed: 0 });
    return taken > 0;
  }
}
