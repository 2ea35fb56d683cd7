import { ApiError } from '../../kernel/http/types';
import { parseIso } from '../../kernel/time';
import type { Access } from '../access';
import { imageView } from './imageView';
import type { ImageRow } from './rows';

export const DEFAULT_PAGE = 25;
const MAX_PAGE = 1000;
const sortKeys = [
  'name',
  'status',
  'container_format',
  'disk_format',
  'size',
  'id',
  'created_at',
  'updated_at',
];
const visibilities = ['public', 'private', 'shared', 'community', 'all'];
const notFilters = new Set([
  'limit',
  'marker',
  'sort',
  'sort_key',
  'sort_dir',
  'visibility',
  'os_hidden',
  'member_status',
  'size_min',
  'size_max',
  'tag',
]);

/** Whether a project may see an image by its id. */
export function mayRead(row: ImageRow, access: Access): boolean {
  return (
    access.admin ||
    row.visibility === 'public' ||
    row.visibility === 'community' ||
    row.owner === access.projectId
  );
}

function comparison(text: string): [string, string] {
  const match = /^(gte|gt|lte|lt|eq|neq):(.*)$/.exec(text);
  return match ? [match[1], match[2]] : ['eq', text];
}

function timeMatches(text: string, time: number): boolean {
  const [operator, value] = comparison(text);
  const wanted = parseIso(value);
  const seconds = Math.floor(time / 1000) * 1000;
  const tests: Record<string, boolean> = {
    gte: seconds >= wanted,
    gt: seconds > wanted,
    lte: seconds <= wanted,
    lt: seconds < wanted,
    eq: seconds === wanted,
    neq: seconds !== wanted,
  };
  return tests[operator];
}

/** An unknown parameter is a property filter, so a typo gives nothing. */
function matches(row: ImageRow, query: URLSearchParams): boolean {
  const view = imageView(row);
  for (const [key, value] of query) {
    if (notFilters.has(key)) {
      continue;
    }
    if (key === 'created_at' || key === 'updated_at') {
      const time = key === 'created_at' ? row.createdAt : row.updatedAt;
      if (!timeMatches(value, time)) {
        return false;
      }
      continue;
    }
    const wanted = value.startsWith('in:')
      ? value.slice(3).split(',')
      : [value];
    if (!wanted.includes(String(view[key]))) {
      return false;
    }
  }
  const size = row.size ?? 0;
  return (
    query.getAll('tag').every(tag => row.tags.includes(tag)) &&
    size >= Number(query.get('size_min') ?? 0) &&
    size <= Number(query.get('size_max') ?? Infinity)
  );
}

function inList(row: ImageRow, query: URLSearchParams, access: Access) {
  const visibility = query.get('visibility');
  const hidden = query.get('os_hidden')?.toLowerCase() === 'true';
  if (row.hidden !== hidden || !mayRead(row, access)) {
    return false;
  }
  if (visibility === null) {
    return row.visibility !== 'community' || row.owner === access.projectId;
  }
  return visibility === 'all' || row.visibility === visibility;
}

function sorters(query: URLSearchParams): Array<[string, number]> {
  const pairs: Array<[string, string]> = query.has('sort')
    ? (query.get('sort') ?? '')
        .split(',')
        .map(part => part.split(':') as [string, string])
    : query
        .getAll('sort_key')
        .map((key, i) => [key, query.getAll('sort_dir')[i]]);
  for (const [key] of pairs) {
    if (!sortKeys.includes(key)) {
      throw new ApiError(
        400,
        `Invalid sort key: ${key}. It must be one of the following: ${sortKeys.join(
          ', ',
        )}.`,
      );
    }
  }
  const all: Array<[string, string]> = [
    ...pairs,
    ['created_at', 'desc'],
    ['id', 'desc'],
  ];
  return all.map(([key, dir]) => [key, dir === 'asc' ? 1 : -1]);
}

function compare(a: ImageRow, b: ImageRow, keys: Array<[string, number]>) {
  const left = imageView(a);
  const right = imageView(b);
  for (const [key, sign] of keys) {
    const x = left[key] as string | number | null;
    const y = right[key] as string | number | null;
    if (x !== y) {
      return (x ?? '') < (y ?? '') ? -sign : sign;
    }
  }
  return 0;
}

export interface ImagePage {
  rows: ImageRow[];
  /** Set when a further page may exist. */
  marker?: string;
}

/** One page of what `GET /v2/images` lists for somebody. */
export function queryImages(
  images: readonly ImageRow[],
  query: URLSearchParams,
  access: Access,
): ImagePage {
  const visibility = query.get('visibility');
  if (visibility !== null && !visibilities.includes(visibility)) {
    throw new ApiError(400, `Invalid visibility value: ${visibility}`);
  }
  const asked = query.get('limit');
  if (asked !== null && !/^\d+$/.test(asked)) {
    throw new ApiError(400, 'limit param must be an integer');
  }
  const keys = sorters(query);
  const rows = images
    .filter(row => inList(row, query, access) && matches(row, query))
    .sort((a, b) => compare(a, b, keys));
  const marker = query.get('marker');
  let from = 0;
  if (marker !== null) {
    from = rows.findIndex(row => row.id === marker) + 1;
    if (from === 0) {
      throw new ApiError(400, `No image found with ID ${marker}`);
    }
  }
  const limit = Math.min(Number(asked ?? DEFAULT_PAGE), MAX_PAGE);
  const page = rows.slice(from, from + limit);
  const last = page[page.length - 1];
  return page.length === limit && last
    ? { rows: page, marker: last.id }
    : { rows: page };
}
