import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { fromJson } from '../database/json';

/** An instance that is there, with when it was made and where its host is. */
export interface BornInstance {
  bornAt: Date;
  zone: string | null;
  vector: ResourceVector;
}

/** When the instances were made that are there now. */
export class InstanceDates {
  constructor(private readonly knex: Knex) {}

  /** Those of a provider that are on a host and were made after a time. */
  async bornAfter(provider: string, since: Date): Promise<BornInstance[]> {
    const rows: Array<{
      created_at: string;
      vector: string;
      zone: string | null;
    }> = await this.knex('infra_resources as i')
      .join('infra_resources as h', 'h.ref', 'i.host_ref')
      .where({ 'i.kind': 'instance', 'i.provider': provider })
      .whereNull('i.removed_at')
      .whereNotNull('i.vector')
      .where('i.created_at', '>', since.toISOString())
      .select('i.created_at', 'i.vector', 'h.zone');
    return rows.map(row => ({
      bornAt: new Date(row.created_at),
      zone: row.zone,
      vector: fromJson<ResourceVector>(row.vector),
    }));
  }
}
