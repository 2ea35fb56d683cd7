import { setImmediate } from 'node:timers/promises';
import type {
  HostCapacity,
  ResourceFilters,
  ResourceKind,
  ResourceQuery,
  ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import type { Visibility } from '../database/criteria';
import { fromJson } from '../database/json';
import type {
  HeldVector,
  HostRow,
  InventoryStore,
  ResourceChange,
  RowSource,
} from './InventoryStore';
import {
  searchedAs,
  toResource,
  toRow,
  type JoinedColumns,
  type ResourceRow,
  type TenantOwner,
} from './resourceRow';
import { chunks, claimFeed, recordChanges, writeRows } from './writeRows';
import { FacetCounts } from './listing/FacetCounts';
import { ResourceCounts } from './listing/ResourceCounts';
import { ResourceList } from './listing/ResourceList';
import { createTextSearch } from './listing/createTextSearch';
import { WordPlaces } from './listing/WordPlaces';
import {
  THRESHOLDS,
  type TextSearch,
  type Thresholds,
} from './listing/TextSearch';

/** SQLite and PostgreSQL both take this many values in one IN list. */
const READ_CHUNK = 1000;

/** Rows of a page of an export. */
const EXPORTED_AT_ONCE = 250;

/** Keeps the inventory in the plugin's database. */
export class KnexInventoryStore implements InventoryStore {
  private readonly listing: ResourceList;
  private readonly facetCounts: FacetCounts;
  private readonly counts: ResourceCounts;
  private readonly search: TextSearch;
  private readonly places: WordPlaces;

  /**
   * @param everyMs - between two readings of a provider, by the schedule
   */
  constructor(
    private readonly knex: Knex,
    private readonly everyMs: number,
    private readonly now: () => Date = () => new Date(),
    thresholds: Thresholds = THRESHOLDS,
  ) {
    this.counts = new ResourceCounts(knex);
    this.search = createTextSearch(knex, thresholds.few);
    this.places = new WordPlaces(knex, thresholds.block);
    const parts = {
      knex,
      counts: this.counts,
      search: this.search,
      places: this.places,
      thresholds,
    };
    this.listing = new ResourceList(parts);
    this.facetCounts = new FacetCounts(parts);
  }

  async list(query: ResourceQuery, visibility: Visibility) {
    const { refs, ...page } = await this.listing.find(query, visibility);
    const rows = new Map((await this.getMany(refs)).map(row => [row.ref, row]));
    // one that was removed since it was found is left out
    return { ...page, items: refs.flatMap(ref => rows.get(ref) ?? []) };
  }

  async *pages(
    query: Omit<ResourceQuery, 'limit' | 'offset' | 'after'>,
    visibility: Visibility,
  ) {
    let after: string | undefined;
    do {
      const page = { limit: EXPORTED_AT_ONCE, offset: 0, after };
      const { items, next } = await this.list(
        { ...query, ...page },
        visibility,
      );
      yield items;
      // the driver of SQLite is synchronous: others get their turn between two pages
      await setImmediate();
      after = next ?? undefined;
    } while (after);
  }

  facets(filters: ResourceFilters, visibility: Visibility) {
    return this.facetCounts.of(filters, visibility);
  }

  async tidy(signal: AbortSignal) {
    await this.counts.settle();
    while (!signal.aborted && (await this.search.catchUp())) {
      // the driver of SQLite is synchronous: others get their turn between two batches
      await setImmediate();
    }
    if (!signal.aborted) {
      await this.places.follow();
    }
  }

  async getMany(refs: string[], tx?: Knex.Transaction) {
    const found = [];
    for (const part of chunks(refs, READ_CHUNK)) {
      found.push(
        ...(await this.joined(
          (tx ?? this.knex)('infra_resources as r')
            .whereNull('r.removed_at')
            .whereIn('r.ref', part),
        )),
      );
    }
    return this.shown(found);
  }

  async lock(ref: string, tx: Knex.Transaction) {
    // an update takes the row on PostgreSQL and the only writer on SQLite
    await tx('infra_resources').where({ ref }).update({ ref });
  }

  async resolve(kind: ResourceKind, provider: string, wanted: string) {
    const rows = await this.joined(
      this.knex('infra_resources as r')
        .whereNull('r.removed_at')
        .where({ 'r.kind': kind, 'r.provider': provider })
        .where(match =>
          match
            .where('r.ref', wanted)
            .orWhere('r.external_id', wanted)
            .orWhere('r.name', wanted),
        ),
    );
    const exact = rows.filter(
      row => row.ref === wanted || row.external_id === wanted,
    );
    return this.shown(exact.length > 0 ? exact : rows);
  }

  async hosts(tx?: Knex.Transaction): Promise<HostRow[]> {
    const rows = await (tx ?? this.knex)<ResourceRow>('infra_resources')
      .whereIn('kind', ['hypervisor', 'storage'])
      .whereNull('removed_at')
      .whereNotNull('capacity')
      .orderBy(['provider', 'name'])
      .select(
        'ref',
        'kind',
        'name',
        'provider',
        'site',
        'zone',
        'status',
        'capacity',
      );
    return rows.map(row => ({
      ...row,
      kind: row.kind === 'storage' ? 'storage' : 'hypervisor',
      capacity: fromJson<HostCapacity>(row.capacity as string),
    }));
  }

  async flavors() {
    const rows = await this.knex<ResourceRow>('infra_resources')
      .where({ kind: 'flavor', status: 'active' })
      .whereNull('removed_at')
      .whereNotNull('vector')
      .select('provider', 'vector', 'attributes');
    return rows.flatMap(({ provider, vector, attributes }) =>
      fromJson<Record<string, unknown>>(attributes).unknownAccelerators
        ? []
        : [{ provider, vector: fromJson<ResourceVector>(vector as string) }],
    );
  }

  async hypervisors() {
    const rows = await this.knex<ResourceRow>('infra_resources')
      .where('kind', 'hypervisor')
      .whereNull('removed_at')
      .orderBy(['provider', 'name'])
      .select('ref', 'name', 'provider', 'site', 'attributes');
    return rows.map(row => ({
      ...row,
      attributes: fromJson<Record<string, unknown>>(row.attributes),
    }));
  }

  async countOn(host: string) {
    const [{ count }] = await this.knex<ResourceRow>('infra_resources')
      .where({ kind: 'instance', host_ref: host })
      .whereNull('removed_at')
      .count({ count: '*' });
    return Number(count);
  }

  async placedOperations(provider: string, tx?: Knex.Transaction) {
    const ids: string[] = await (tx ?? this.knex)('infra_resources')
      .where({ provider, kind: 'instance' })
      .whereNull('removed_at')
      .whereNotNull('host_ref')
      .whereNotNull('operation_id')
      .pluck('operation_id');
    return ids;
  }

  async held(
    projects?: string[],
    tx?: Knex.Transaction,
  ): Promise<HeldVector[]> {
    const rows = (tx ?? this.knex)<ResourceRow>('infra_resources')
      .where('kind', 'instance')
      .whereNull('removed_at')
      .whereNotNull('project')
      .whereNotNull('vector');
    if (projects) {
      rows.whereIn('project', projects);
    }
    const found = await rows.select(
      'ref',
      'project',
      'provider',
      'operation_id',
      'vector',
    );
    return found.map(row => ({
      ref: row.ref,
      project: row.project as string,
      provider: row.provider,
      operationId: row.operation_id,
      vector: fromJson<ResourceVector>(row.vector as string),
    }));
  }

  async hashes(refs: string[]) {
    const known = new Map<string, string>();
    for (const part of chunks(refs, READ_CHUNK)) {
      const rows = await this.knex<ResourceRow>('infra_resources')
        .whereIn('ref', part)
        .select('ref', 'hash');
      rows.forEach(({ ref, hash }) => known.set(ref, hash));
    }
    return known;
  }

  count(provider: string, kind: ResourceKind) {
    return this.counts.total({ provider: [provider], kind: [kind] }, 'all');
  }

  async present(provider: string, kind: ResourceKind) {
    const rows = await this.knex<ResourceRow>('infra_resources')
      .where({ provider, kind })
      .whereNull('removed_at')
      .select('ref', 'written_at');
    return rows.map(row => ({ ref: row.ref, writtenAt: row.written_at }));
  }

  async upsert(
    source: RowSource,
    items: InventoryItem[],
    readSince?: string,
    tx?: Knex.Transaction,
  ) {
    if (!tx) {
      await this.knex.transaction(inner =>
        this.upsert(source, items, readSince, inner),
      );
      await this.counts.settle(items.length);
      return;
    }
    await claimFeed(tx);
    const tenants = await this.tenants(tx, source.provider);
    const now = this.now().toISOString();
    const rows = items.map(item =>
      toRow(
        source,
        item,
        tenants.get(
          item.kind === 'project'
            ? item.externalId
            : item.projectExternalId ?? '',
        ) ?? null,
        now,
      ),
    );
    await writeRows(tx, rows, readSince);
  }

  async remove(refs: string[], readSince?: string, tx?: Knex.Transaction) {
    if (!tx) {
      await this.knex.transaction(inner => this.remove(refs, readSince, inner));
      await this.counts.settle(refs.length);
      return;
    }
    await claimFeed(tx);
    const now = this.now().toISOString();
    for (const part of chunks(refs, READ_CHUNK)) {
      const rows = tx('infra_resources')
        .whereIn('ref', part)
        .whereNull('removed_at');
      if (readSince) {
        rows.where('written_at', '<', readSince);
      }
      await rows.update({ removed_at: now, hash: '' });
      await recordChanges(tx, part, now);
    }
  }

  async assignTenant(
    tenant: { provider: string; externalId: string },
    project: TenantOwner,
    tx?: Knex.Transaction,
  ) {
    if (!tx) {
      await this.knex.transaction(inner =>
        this.assignTenant(tenant, project, inner),
      );
      return;
    }
    await claimFeed(tx);
    const rows = () =>
      tx<ResourceRow>('infra_resources')
        .where('provider', tenant.provider)
        .where(of =>
          of
            .where('project_external_id', tenant.externalId)
            .orWhere(row =>
              row.where({ kind: 'project', external_id: tenant.externalId }),
            ),
        );
    await rows().update({
      project: project?.name ?? null,
      owner: project?.owner ?? null,
      search: searchedAs(tx, project),
    });
    const refs = await rows().pluck('ref');
    await recordChanges(tx, refs, this.now().toISOString());
  }

  async changesAfter(seq: number, limit: number): Promise<ResourceChange[]> {
    const rows = await this.knex('infra_changes')
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit)
      .select('seq', 'ref');
    return rows.map(row => ({ seq: Number(row.seq), ref: row.ref }));
  }

  async purge(before: string) {
    await this.knex('infra_resources')
      .where('removed_at', '<', before)
      .delete();
    // the newest entry of each row stays, so that the feed from the beginning is the whole inventory
    const newest = this.knex('infra_changes').max('seq').groupBy('ref');
    await this.knex('infra_changes')
      .where('at', '<', before)
      .where(old =>
        old
          .whereNotIn('seq', newest)
          .orWhereNotIn('ref', this.knex('infra_resources').select('ref')),
      )
      .delete();
    await this.counts.compact();
  }

  private shown(rows: Array<ResourceRow & JoinedColumns>) {
    const schedule = { everyMs: this.everyMs, now: this.now() };
    return rows.map(row => toResource(row, schedule));
  }

  private joined(
    rows: Knex.QueryBuilder,
  ): Knex.QueryBuilder<ResourceRow, Array<ResourceRow & JoinedColumns>> {
    return rows
      .leftJoin('infra_sync_kinds as s', join =>
        join.on('s.provider', 'r.provider').andOn('s.kind', 'r.kind'),
      )
      .leftJoin('infra_providers as p', 'p.id', 'r.provider')
      .leftJoin('infra_leases as l', join =>
        join.on('l.ref', 'r.ref').andOnNotIn('l.state', ['released']),
      )
      .select(
        'r.*',
        's.last_success_at',
        's.failing_since',
        'p.begun_at',
        'p.finished_at',
        'p.duration_ms',
        'l.ends_at as lease_ends_at',
      );
  }

  private async tenants(tx: Knex.Transaction, provider: string) {
    const rows = await tx('infra_project_bindings as b')
      .join('infra_projects as p', 'p.name', 'b.project')
      .where('b.provider', provider)
      .select('b.external_id', 'p.name', 'p.owner');
    return new Map<string, TenantOwner>(
      rows.map(row => [row.external_id, { name: row.name, owner: row.owner }]),
    );
  }
}
