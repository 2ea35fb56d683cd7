import {
  addVectors,
  vector,
  type ResourceVector,
  type TenantQuery,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import { fromJson } from '../database/json';
import type { StoredTenant, TenantStore } from './TenantStore';

interface Row {
  ref: string;
  provider: string;
  external_id: string;
  name: string;
}

const literal = (text: string) => text.toLowerCase().replace(/[\\%_]/g, '\\$&');

/** Reads tenants from the inventory. */
export class KnexTenantStore implements TenantStore {
  constructor(private readonly knex: Knex) {}

  async list(query: TenantQuery, teams?: string[]) {
    const matching = () => {
      const rows = this.unowned();
      if (query.provider?.length) {
        rows.whereIn('r.provider', query.provider);
      }
      if (query.q?.trim()) {
        rows.whereRaw("lower(r.name) like ? escape '\\'", [
          `%${literal(query.q.trim())}%`,
        ]);
      }
      if (teams) {
        rows.where(any => {
          any.whereRaw('1 = 0');
          for (const team of teams) {
            any.orWhereRaw('lower(r.name) = ?', [team]);
            any.orWhereRaw("lower(r.name) like ? escape '\\'", [
              `${literal(team)}-%`,
            ]);
          }
        });
      }
      return rows;
    };
    const rows: Row[] = await matching()
      .orderBy([{ column: 'r.name' }, { column: 'r.ref' }])
      .limit(query.limit)
      .offset(query.offset)
      .select('r.ref', 'r.provider', 'r.external_id', 'r.name');
    const [{ count }] = await matching().count({ count: '*' });
    return { items: await this.withHoldings(rows), total: Number(count) };
  }

  async find(provider: string, tenant: string) {
    const rows: Row[] = await this.unowned()
      .where('r.provider', provider)
      .where(either =>
        either.where('r.name', tenant).orWhere('r.external_id', tenant),
      )
      .select('r.ref', 'r.provider', 'r.external_id', 'r.name');
    return this.withHoldings(rows);
  }

  async projectOf(provider: string, externalId: string, tx: Knex.Transaction) {
    const row = await tx('infra_project_bindings')
      .where({ provider, external_id: externalId })
      .first('project');
    return row?.project as string | undefined;
  }

  private unowned() {
    return this.knex('infra_resources as r')
      .where('r.kind', 'project')
      .whereNull('r.removed_at')
      .whereNull('r.project')
      .whereNotExists(
        this.knex('infra_project_bindings as b')
          .select(this.knex.raw('1'))
          .whereRaw('b.provider = r.provider')
          .whereRaw('b.external_id = r.external_id'),
      );
  }

  /** What the instances of tenants hold: one look-up by index for each provider on the page. */
  private async withHoldings(rows: Row[]): Promise<StoredTenant[]> {
    const key = (provider: string, id: string) => `${provider}/${id}`;
    const holdings = new Map<
      string,
      { instances: number; holds: ResourceVector }
    >();
    for (const provider of new Set(rows.map(row => row.provider))) {
      const held = await this.knex('infra_resources')
        .where({ provider, kind: 'instance' })
        .whereNull('removed_at')
        .whereIn(
          'project_external_id',
          rows
            .filter(row => row.provider === provider)
            .map(row => row.external_id),
        )
        .select('project_external_id', 'vector');
      for (const { project_external_id: id, vector: text } of held) {
        const at = key(provider, id);
        const { instances, holds } = holdings.get(at) ?? {
          instances: 0,
          holds: vector(),
        };
        holdings.set(at, {
          instances: instances + 1,
          holds: text
            ? addVectors(holds, fromJson<ResourceVector>(text))
            : holds,
        });
      }
    }
    return rows.map(row => ({
      ref: row.ref,
      provider: row.provider,
      externalId: row.external_id,
      name: row.name,
      ...(holdings.get(key(row.provider, row.external_id)) ?? {
        instances: 0,
        holds: vector(),
      }),
    }));
  }
}
