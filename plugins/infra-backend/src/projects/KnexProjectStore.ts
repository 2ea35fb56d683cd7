import type {
  Project,
  ProjectBinding,
  ProjectQuery,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { whereVisible, type Visibility } from '../database/criteria';
import { fromJson, toJson } from '../database/json';
import type { ProjectStore, Reservation, StoredProject } from './ProjectStore';

interface ProjectRow {
  name: string;
  description: string;
  environment: string;
  owner: string;
  state: Project['state'];
  quota: string;
  operation_id: string | null;
  created_at: string;
}

/** Keeps projects in the plugin's database. */
export class KnexProjectStore implements ProjectStore {
  constructor(private readonly knex: Knex) {}

  async list(query: ProjectQuery, visibility: Visibility) {
    const matching = () => {
      const rows = this.knex<ProjectRow>('infra_projects as p');
      if (query.owner?.length) {
        rows.whereIn('p.owner', query.owner);
      }
      if (query.environment?.length) {
        rows.whereIn('p.environment', query.environment);
      }
      if (query.q?.trim()) {
        const escaped = query.q
          .trim()
          .toLowerCase()
          .replace(/[\\%_]/g, '\\$&');
        rows.whereRaw("lower(p.name) like ? escape '\\'", [`%${escaped}%`]);
      }
      whereVisible(rows, visibility, 'p');
      return rows;
    };
    const rows = await matching()
      .orderBy('p.name')
      .limit(query.limit)
      .offset(query.offset)
      .select('p.*');
    const [{ count }] = await matching().count({ count: '*' });
    return { items: await this.withBindings(rows), total: Number(count) };
  }

  async find(name: string, tx?: Knex.Transaction) {
    const rows = await (tx ?? this.knex)<ProjectRow>('infra_projects')
      .where({ name })
      .select();
    return (await this.withBindings(rows, tx))[0];
  }

  async findMany(names: string[]) {
    const rows = await this.knex<ProjectRow>('infra_projects')
      .whereIn('name', names)
      .select();
    return this.withBindings(rows);
  }

  async insert(project: Omit<StoredProject, 'bindings'>, tx: Knex.Transaction) {
    const taken = await tx('infra_projects')
      .where('name', project.name)
      .first();
    if (taken) {
      return false;
    }
    try {
      // a savepoint, since a conflict would end the whole transaction on PostgreSQL
      await tx.transaction(inner =>
        inner('infra_projects').insert({
          name: project.name,
          description: project.description,
          environment: project.environment,
          owner: project.owner,
          state: project.state,
          quota: toJson(project.quota),
          operation_id: project.operationId,
          created_at: project.createdAt,
        }),
      );
      return true;
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return false;
      }
      throw error;
    }
  }

  async activate(name: string, tx?: Knex.Transaction) {
    await (tx ?? this.knex)('infra_projects')
      .where({ name })
      .update({ state: 'active', operation_id: null });
  }

  async setQuota(name: string, quota: ResourceVector, tx?: Knex.Transaction) {
    await (tx ?? this.knex)('infra_projects')
      .where({ name })
      .update({ quota: toJson(quota) });
  }

  async delete(name: string, tx?: Knex.Transaction) {
    // SQLite enforces the cascade only with a pragma that a host may leave off
    await (tx ?? this.knex)('infra_project_bindings')
      .where('project', name)
      .delete();
    await (tx ?? this.knex)('infra_projects').where({ name }).delete();
  }

  async bind(project: string, binding: ProjectBinding, tx?: Knex.Transaction) {
    await (tx ?? this.knex)('infra_project_bindings')
      .insert({
        project,
        provider: binding.provider,
        external_id: binding.externalId,
        network_external_id: binding.networkExternalId,
      })
      .onConflict(['provider', 'external_id'])
      .merge();
  }

  async unbind(
    binding: Pick<ProjectBinding, 'provider' | 'externalId'>,
    tx?: Knex.Transaction,
  ) {
    await (tx ?? this.knex)('infra_project_bindings')
      .where({ provider: binding.provider, external_id: binding.externalId })
      .delete();
  }

  async lock(project: string, tx: Knex.Transaction) {
    // an update takes the row on PostgreSQL and the only writer on SQLite
    await tx('infra_projects').where('name', project).update({ name: project });
  }

  async lockProvider(provider: string, tx: Knex.Transaction) {
    await tx('infra_providers').where('id', provider).update({ id: provider });
  }

  async reserve(reservation: Reservation, tx: Knex.Transaction) {
    await tx('infra_reservations').insert({
      operation_id: reservation.operationId,
      project: reservation.project,
      provider: reservation.provider,
      vector: toJson(reservation.vector),
      ref: reservation.ref ?? null,
      created_at: new Date().toISOString(),
    });
  }

  async release(operationId: string, tx?: Knex.Transaction) {
    await (tx ?? this.knex)('infra_reservations')
      .where('operation_id', operationId)
      .delete();
  }

  async reservations(
    of: { projects?: string[]; provider?: string },
    tx?: Knex.Transaction,
  ): Promise<Reservation[]> {
    const rows = (tx ?? this.knex)('infra_reservations');
    if (of.projects) {
      rows.whereIn('project', of.projects);
    }
    if (of.provider) {
      rows.where('provider', of.provider);
    }
    const found = await rows.select();
    return found.map(row => ({
      operationId: row.operation_id,
      project: row.project,
      provider: row.provider,
      vector: fromJson<ResourceVector>(row.vector),
      ...(row.ref && { ref: row.ref }),
    }));
  }

  async grants() {
    const rows = await this.knex('infra_project_bindings as b')
      .join('infra_projects as p', 'p.name', 'b.project')
      .select('b.provider', 'p.quota');
    return rows.map(row => ({
      provider: row.provider as string,
      quota: fromJson<ResourceVector>(row.quota),
    }));
  }

  private async withBindings(
    rows: ProjectRow[],
    tx?: Knex.Transaction,
  ): Promise<StoredProject[]> {
    const bindings = new Map<string, ProjectBinding[]>();
    for (const row of await (tx ?? this.knex)('infra_project_bindings')
      .whereIn(
        'project',
        rows.map(project => project.name),
      )
      .orderBy('provider')
      .select()) {
      const list = bindings.get(row.project) ?? [];
      list.push({
        provider: row.provider,
        externalId: row.external_id,
        networkExternalId: row.network_external_id,
      });
      bindings.set(row.project, list);
    }
    return rows.map(row => ({
      name: row.name,
      description: row.description,
      environment: row.environment,
      owner: row.owner,
      state: row.state,
      bindings: bindings.get(row.name) ?? [],
      createdAt: row.created_at,
      quota: fromJson<ResourceVector>(row.quota),
      operationId: row.operation_id,
    }));
  }
}
