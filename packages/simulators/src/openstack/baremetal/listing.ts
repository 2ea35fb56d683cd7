import type { Call } from '../../kernel/http/types';
import type { Json } from '../../kernel/json';
import { badRequest, notFound } from './errors';

const MAX_LIMIT = 1000;
const PAGING = ['limit', 'marker', 'sort_key', 'sort_dir'];
const YES = ['1', 't', 'true', 'on', 'y', 'yes'];
const NO = ['0', 'f', 'false', 'off', 'n', 'no'];

/** Refuses what the list has no use for. */
export function onlyKnown(query: URLSearchParams, known: readonly string[]) {
  const unknown = [...new Set(query.keys())].filter(
    name => !known.includes(name) && !PAGING.includes(name),
  );
  if (unknown.length > 0) {
    throw badRequest(`Unexpected arguments: ${unknown.join(', ')}`);
  }
}

export function listOf(
  query: URLSearchParams,
  name: string,
): string[] | undefined {
  return query.get(name)?.split(',').filter(Boolean);
}

/** A yes or no in any of Python's spellings; undefined when it was not asked. */
export function truth(
  query: URLSearchParams,
  name: string,
): boolean | undefined {
  const text = query.get(name)?.toLowerCase();
  if (text === undefined) {
    return undefined;
  }
  if (![...YES, ...NO].includes(text)) {
    const all = [...YES, ...NO].sort().map(word => `'${word}'`);
    throw badRequest(
      `Invalid ${name}: Unrecognized value '${text}', acceptable values are: ${all.join(
        ', ',
      )}`,
    );
  }
  return YES.includes(text);
}

function limitOf(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) {
    return MAX_LIMIT;
  }
  if (!/^-?\d+$/.test(text)) {
    throw badRequest(`Expected an integer for limit: ${text}`);
  }
  const limit = Number(text);
  if (limit <= 0) {
    throw badRequest('Limit must be positive');
  }
  return Math.min(limit, MAX_LIMIT);
}

function compare(a: unknown, b: unknown): number {
  if (a === b) {
    return 0;
  }
  return String(a) < String(b) ? -1 : 1;
}

/** How a list is paged, sorted and told. */
export interface Listing<T> {
  /** `nodes`; also the last part of the path */
  collection: string;
  /** What a missing marker is called: `Node` */
  title: string;
  /** The row's marker. */
  idOf(row: T): string;
  /** A member to sort by. @throws ApiError for one that can't be sorted by */
  valueOf(row: T, key: string): unknown;
  view(row: T): Json;
  /** Members in the link to the next page; left out where all are told. */
  fields?: readonly string[];
}

/** One page. A full page links a next one, which may be empty; the link forgets all filters. */
export function pageOf<T>(
  call: Call,
  rows: readonly T[],
  listing: Listing<T>,
): Json {
  const { query } = call;
  const limit = limitOf(query);
  const direction = query.get('sort_dir') ?? 'asc';
  if (direction !== 'asc' && direction !== 'desc') {
    throw badRequest(
      `Invalid sort direction: ${direction}. Acceptable values are 'asc' or 'desc'`,
    );
  }
  const key = query.get('sort_key') ?? 'id';
  const sorted =
    key === 'id'
      ? [...rows]
      : [...rows].sort((a, b) =>
          compare(listing.valueOf(a, key), listing.valueOf(b, key)),
        );
  if (direction === 'desc') {
    sorted.reverse();
  }
  const marker = query.get('marker');
  let from = 0;
  if (marker !== null) {
    from = sorted.findIndex(row => listing.idOf(row) === marker) + 1;
    if (from === 0) {
      throw notFound(`${listing.title} ${marker}`);
    }
  }
  const page = sorted.slice(from, from + limit);
  const body: Json = { [listing.collection]: page.map(listing.view) };
  const last = page.at(-1);
  if (last && page.length === limit) {
    const path = call.url.split('?')[0];
    const fields = listing.fields ? `&fields=${listing.fields.join(',')}` : '';
    body.next = `${
      call.origin
    }${path}?sort_key=${key}&sort_dir=${direction}${fields}&limit=${limit}&marker=${listing.idOf(
      last,
    )}`;
  }
  return body;
}
