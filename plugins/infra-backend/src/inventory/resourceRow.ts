import { createHash } from 'node:crypto';
import {
  formatResourceRef,
  type Resource,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import type { InventoryItem } from '@ironstage/plugin-infra-node';
import type { Knex } from 'knex';
import { isSqlite } from '../database/engine';
import {
  fromJson,
  stableJson,
  storableJson,
  storableText,
  toJson,
} from '../database/json';
import { overdueMs } from './freshness';
import type { RowSource } from './InventoryStore';

/** A row of `infra_resources`, joined with sync state and lease where it is read. */
export interface ResourceRow {
  ref: string;
  kind: ResourceKind;
  provider: string;
  external_id: string;
  name: string;
  status: string;
  site: string | null;
  zone: string | null;
  project: string | null;
  project_external_id: string | null;
  owner: string | null;
  host_ref: string | null;
  shared: number;
  operation_id: string | null;
  vector: string | null;
  capacity: string | null;
  attributes: string;
  search: string;
  hash: string;
  created_at: string | null;
  written_at: string;
  removed_at: string | null;
}

/** Columns that come from other tables when a row is read for people. */
export interface JoinedColumns {
  last_success_at: string | null;
  failing_since: string | null;
  begun_at: string | null;
  finished_at: string | null;
  duration_ms: number | null;
  lease_ends_at: string | null;
}

/** By what it is told whether a row is out of date. */
export interface Schedule {
  /** between two readings of a provider, in milliseconds */
  everyMs: number;
  now: Date;
}

/** Which portal project a tenant belongs to. */
export type TenantOwner = { name: string; owner: string } | null;

/** Goes up when a row is made otherwise of the same item, so that the next reading writes all rows anew. */
const ROW_VERSION = 3;

/** Fingerprint of everything a provider says of an object. */
export function itemHash(item: InventoryItem, site: string): string {
  return createHash('sha256')
    .update(stableJson([ROW_VERSION, item, site]))
    .digest('hex');
}

/** The same, made once of each item: a reading asks whether it changed, and writing asks again. */
export function hashOnce(): typeof itemHash {
  const known = new WeakMap<InventoryItem, string>();
  return (item, site) => {
    const hash = known.get(item) ?? itemHash(item, site);
    known.set(item, hash);
    return hash;
  };
}

/** Attributes that people know something by: what is printed on it, or written down about it. */
const SEARCHED = [
  'addresses',
  'hostname',
  'fqdn',
  'macs',
  'bmcAddress',
  'serial',
  'systemUuid',
  'vendor',
  'product',
  'cpuModel',
  'tags',
];

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((text): text is string => typeof text === 'string');
}

/** Parts what a provider says of a row from whose it is, which changes without the provider. */
const OWNED_BY = '\n';

const ownerText = (tenant: TenantOwner) =>
  tenant ? `${OWNED_BY}${tenant.name} ${tenant.owner}` : '';

function searchText(item: InventoryItem, tenant: TenantOwner): string {
  const said = [
    item.name,
    item.externalId,
    ...SEARCHED.flatMap(name => texts(item.attributes[name])),
  ]
    .join(' ')
    .replaceAll(OWNED_BY, ' ');
  return `${said}${ownerText(tenant)}`.toLowerCase();
}

/** What rows are searched by, once they are somebody else's; for an update of `infra_resources`. */
export function searchedAs(knex: Knex, tenant: TenantOwner): Knex.Raw {
  const said = isSqlite(knex)
    ? 'substr(search, 1, instr(search || ?, ?) - 1)'
    : 'split_part(search, ?, 1)';
  return knex.raw(`${said} || ?`, [
    ...(isSqlite(knex) ? [OWNED_BY, OWNED_BY] : [OWNED_BY]),
    ownerText(tenant).toLowerCase(),
  ]);
}

/** Flavors are everybody's; networks and images when their provider says so. */
function isShared(item: InventoryItem): boolean {
  return (
    item.kind === 'flavor' ||
    ((item.kind === 'image' || item.kind === 'network') &&
      item.attributes.shared === true)
  );
}

/** Makes a row of what a provider says. */
export function toRow(
  source: RowSource,
  item: InventoryItem,
  tenant: TenantOwner,
  now: string,
): ResourceRow {
  const operationId = item.attributes.operationId;
  return {
    ref: formatResourceRef({ ...item, provider: source.provider }),
    kind: item.kind,
    provider: source.provider,
    external_id: item.externalId,
    name: storableText(item.name),
    status: item.status,
    site: source.site,
    zone: item.zone ?? null,
    project: tenant?.name ?? null,
    project_external_id: item.projectExternalId ?? null,
    owner: tenant?.owner ?? null,
    host_ref: item.hostExternalId
      ? formatResourceRef({
          kind: 'hypervisor',
          provider: source.provider,
          externalId: item.hostExternalId,
        })
      : null,
    shared: isShared(item) ? 1 : 0,
    operation_id: typeof operationId === 'string' ? operationId : null,
    vector: toJson(item.vector),
    capacity: toJson(item.capacity),
    attributes: storableJson(item.attributes),
    search: storableText(searchText(item, tenant)),
    hash: (source.hashOf ?? itemHash)(item, source.site),
    created_at: item.createdAt ? new Date(item.createdAt).toISOString() : null,
    written_at: now,
    removed_at: null,
  };
}

/** Shows a row the way the REST API does. */
export function toResource(
  row: ResourceRow & JoinedColumns,
  { everyMs, now }: Schedule,
): Resource {
  const seen = row.last_success_at;
  const reading = {
    begunAt: row.begun_at,
    finishedAt: row.finished_at,
    durationMs: row.duration_ms ?? 0,
  };
  return {
    ref: row.ref,
    kind: row.kind,
    provider: row.provider,
    externalId: row.external_id,
    name: row.name,
    status: row.status,
    site: row.site,
    zone: row.zone,
    project: row.project,
    projectExternalId: row.project_external_id,
    owner: row.owner,
    host: row.host_ref,
    vector: fromJson(row.vector),
    capacity: fromJson(row.capacity),
    attributes: fromJson(row.attributes),
    createdAt: row.created_at,
    lastSeenAt: seen && seen > row.written_at ? seen : row.written_at,
    stale:
      row.failing_since !== null ||
      overdueMs(reading, everyMs, now) !== undefined,
    leaseEndsAt: row.lease_ends_at,
  };
}
