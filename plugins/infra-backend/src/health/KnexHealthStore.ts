import type { ProviderHealth } from '@ironstage/plugin-infra-common';
import type { ControlPlaneHealth } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { HealthStore } from './HealthStore';

const TABLE = 'infra_provider_health';

/** Keeps the last health of each control plane in the plugin's database. */
export class KnexHealthStore implements HealthStore {
  constructor(private readonly knex: Knex) {}

  async find(provider: string): Promise<ProviderHealth | undefined> {
    const row = await this.knex(TABLE).where({ provider }).first();
    return (
      row && {
        provider,
        version: row.version,
        services: JSON.parse(row.services),
        problems: JSON.parse(row.problems),
        checkedAt: row.checked_at,
        error: row.error,
      }
    );
  }

  async recordAnswer(
    provider: string,
    at: string,
    { version, services, problems }: ControlPlaneHealth,
  ) {
    const shown: ProviderHealth['services'] = services.map(service => ({
      name: service.name,
      host: service.host,
      zone: service.zone ?? null,
      state: service.state,
      detail: service.detail ?? null,
      lastSeenAt: service.lastSeenAt ?? null,
    }));
    const row = {
      provider,
      version: version ?? null,
      services: JSON.stringify(shown),
      problems: JSON.stringify(problems),
      checked_at: at,
      error: null,
    };
    await this.knex(TABLE).insert(row).onConflict('provider').merge();
  }

  async recordFailure(provider: string, sentence: string) {
    await this.knex(TABLE)
      .insert({ provider, services: '[]', problems: '[]', error: sentence })
      .onConflict('provider')
      .merge({ error: sentence });
  }
}
