import type {
  ProviderStatus,
  ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { SyncState, SyncStateStore } from './SyncStateStore';

/** Keeps the state of syncs in the plugin's database. */
export class KnexSyncStateStore implements SyncStateStore {
  constructor(private readonly knex: Knex) {}

  async list(): Promise<SyncState[]> {
    const providers = await this.knex('infra_providers').select();
    const failing: Array<{ provider: string; since: string }> = await this.knex(
      'infra_sync_kinds',
    )
      .whereNotNull('failing_since')
      .groupBy('provider')
      .select('provider', this.knex.raw('min(failing_since) as since'));
    const since = new Map(failing.map(row => [row.provider, row.since]));
    return providers.map(row => ({
      provider: row.id,
      state: row.state,
      message: row.message,
      lastAttemptAt: row.last_attempt_at,
      lastSuccessAt: row.last_success_at,
      failingSince: since.get(row.id) ?? null,
    }));
  }

  async recordKind(
    provider: string,
    kind: ResourceKind,
    at: string,
    error: string | null,
  ) {
    const row = error
      ? { provider, kind, error, failing_since: at }
      : {
          provider,
          kind,
          error: null,
          failing_since: null,
          last_success_at: at,
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
      complete: boolean;
    },
  ) {
    const row = {
      id: provider,
      state: result.state,
      message: result.message,
      last_attempt_at: result.attemptAt,
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
