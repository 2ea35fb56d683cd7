import {
  HOST_SORTS,
  type HostQueryInput,
} from '@ironstage/plugin-infra-common';

/** Page sizes on offer; the first is the default. */
export const HOST_PAGE_SIZES = [25, 50, 100] as const;

/** Which hosts the capacity page shows, as its address says. */
export interface HostState {
  /** a part of a name */
  q: string;
  /** a column, with `-` in front for descending */
  sort: string;
  /** from 0 */
  page: number;
  size: number;
}

function whole(text: string | null): number {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}

/** Reads the address; what makes no sense is as if it were not there. */
export function readHostState(params: URLSearchParams): HostState {
  const sort = params.get('sort') ?? '';
  const size = whole(params.get('size'));
  const known = HOST_SORTS.some(one => one === sort.replace(/^-/, ''));
  return {
    q: params.get('host') ?? '',
    sort: known ? sort : 'name',
    page: whole(params.get('page')),
    size: HOST_PAGE_SIZES.find(one => one === size) ?? HOST_PAGE_SIZES[0],
  };
}

/** Writes into an address; defaults are left out. */
export function writeHostState(
  params: URLSearchParams,
  state: HostState,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string, fallback: string) =>
    value === fallback ? next.delete(name) : next.set(name, value);
  put('host', state.q, '');
  put('sort', state.sort, 'name');
  put('page', String(state.page), '0');
  put('size', String(state.size), String(HOST_PAGE_SIZES[0]));
  return next;
}

/** The question that the address asks of the back end. */
export function toHostQuery({ q, sort, page, size }: HostState) {
  return {
    ...(q && { q }),
    sort,
    limit: size,
    offset: page * size,
  } satisfies HostQueryInput;
}
