import type { Json } from '../../kernel/json';
import { isJson } from '../../kernel/json';
import { lowerBound } from '../../kernel/Table';
import type { Call } from '../../kernel/http/types';
import type { Access } from '../access';
import { matchesTags } from '../identity/lists';
import { badRequest, notFound } from './errors';
import type { Resource } from './resource';
import type { StandardRow } from './rows';

const reserved = new Set([
  'fields',
  'limit',
  'marker',
  'sort_key',
  'sort_dir',
  'page_reverse',
  'tags',
  'tags-any',
  'not-tags',
  'not-tags-any',
]);

/** `fields=id&fields=name` keeps only those members. */
export function pickFields(view: Json, query: URLSearchParams): Json {
  const fields = query.getAll('fields').filter(Boolean);
  return fields.length === 0
    ? view
    : Object.fromEntries(
        Object.entries(view).filter(([key]) => fields.includes(key)),
      );
}

function valueMatches(value: unknown, wanted: string): boolean {
  if (typeof value === 'boolean') {
    return ['true', '1'].includes(wanted.toLowerCase()) === value;
  }
  if (Array.isArray(value)) {
    // `fixed_ips=ip_address=10.0.0.5`, or the member of a plain list.
    const at = wanted.indexOf('=');
    return value.some(item =>
      isJson(item) && at > 0
        ? String(item[wanted.slice(0, at)]) === wanted.slice(at + 1)
        : String(item) === wanted,
    );
  }
  return String(value ?? '') === wanted;
}

/** Repeated filters mean or; unknown ones are ignored, so a typo gives all. */
export function matchesFilters(view: Json, query: URLSearchParams): boolean {
  for (const key of new Set(query.keys())) {
    if (reserved.has(key) || !(key in view)) {
      continue;
    }
    if (!query.getAll(key).some(wanted => valueMatches(view[key], wanted))) {
      return false;
    }
  }
  return matchesTags(query, (view.tags as string[] | undefined) ?? []);
}

export function maySee<T extends StandardRow>(
  resource: Resource<T>,
  row: T,
  access: Access,
): boolean {
  return (
    access.admin ||
    (access.projectId !== undefined && row.projectId === access.projectId) ||
    resource.isPublic?.(row) === true
  );
}

function limitOf(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) {
    return Infinity;
  }
  if (!/^\d+$/.test(text)) {
    throw badRequest(
      `Invalid input for limit. Reason: '${text}' is not a non-negative integer.`,
    );
  }
  return Number(text) || Infinity;
}

function sorted(views: Json[], query: URLSearchParams): Json[] {
  const keys = query.getAll('sort_key');
  if (keys.length === 0) {
    return views;
  }
  const directions = query.getAll('sort_dir');
  return [...views].sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const x = String(a[key] ?? '');
      const y = String(b[key] ?? '');
      if (x !== y) {
        return (x < y ? -1 : 1) * (directions[i] === 'desc' ? -1 : 1);
      }
    }
    return 0;
  });
}

/** Body of a list call, with links to the next and previous page. */
export function listBody<T extends StandardRow>(
  resource: Resource<T>,
  call: Call,
  access: Access,
): Json {
  const { query } = call;
  const limit = limitOf(query);
  const paged = limit !== Infinity;
  const rows = resource.narrow?.(query) ?? resource.table.all();
  let from = 0;
  const marker = query.get('marker');
  if (paged && marker !== null) {
    const row = resource.table.get(marker);
    if (!row) {
      throw notFound(resource.kind, marker);
    }
    from = lowerBound(rows, row.seq + 1);
  }
  const views: Json[] = [];
  const ids: string[] = [];
  for (let i = from; i < rows.length && views.length < limit; i += 1) {
    const row = rows[i];
    if (maySee(resource, row, access)) {
      const view = resource.view(row, access);
      if (matchesFilters(view, query)) {
        views.push(view);
        ids.push(row.id);
      }
    }
  }
  const body: Json = {
    [resource.collection]: sorted(views, query).map(view =>
      pickFields(view, query),
    ),
  };
  if (paged && ids.length > 0) {
    body[`${resource.collection}_links`] = links(call, ids, limit);
  }
  return body;
}

function links(call: Call, ids: string[], limit: number): Json[] {
  const link = (rel: string, marker: string, reverse: boolean) => {
    const query = new URLSearchParams(call.query);
    query.delete('page_reverse');
    query.set('marker', marker);
    if (reverse) {
      query.set('page_reverse', 'True');
    }
    const path = call.url.split('?')[0];
    return { rel, href: `${call.origin}${path}?${query}` };
  };
  // A full page has a next link even when nothing follows.
  const next =
    ids.length === limit ? [link('next', ids[ids.length - 1], false)] : [];
  return [...next, link('previous', ids[0], true)];
}
