import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../database/criteria';
import { fromJson } from '../database/json';
import type { NetworkRow, NetworkStore } from './NetworkStore';

/** Reads networks from the plugin's database. */
export class KnexNetworkStore implements NetworkStore {
  constructor(private readonly knex: Knex) {}

  async networks(limit: number, visibility: Visibility): Promise<NetworkRow[]> {
    const rows = this.knex('infra_resources as r')
      .where('r.kind', 'network')
      .whereNull('r.removed_at')
      .orderBy(['r.name', 'r.ref'])
      .limit(limit);
    whereVisible(rows, visibility, 'r');
    const found = await rows.select(
      ...['r.ref', 'r.name', 'r.provider', 'r.site', 'r.project', 'r.owner'],
      ...['r.project_external_id', 'r.attributes'],
    );
    return found.map(
      ({ project_external_id: tenant, attributes, ...row }) =>
        ({
          ...row,
          ofTenant: tenant !== null,
          attributes: fromJson(attributes),
        } as NetworkRow),
    );
  }
}
