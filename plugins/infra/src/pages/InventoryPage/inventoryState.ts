import {
  RESOURCE_KINDS,
  RESOURCE_SORTS,
  type ResourceFiltersInput,
  type ResourceKind,
  type ResourceQueryInput,
} from '@ironstage/plugin-infra-common';

/** Page sizes on offer; the first is the default. */
export const PAGE_SIZES = [50, 25, 100] as const;

/** What the inventory page shows, as its address says. */
export interface InventoryState {
  /** undefined shows every kind */
  kind?: ResourceKind;
  provider: string[];
  site: string[];
  project: string[];
  owner: string[];
  status: string[];
  q: string;
  /** a field, with `-` in front for descending */
  sort: string;
  /** from 0 */
  page: number;
  pageSize: number;
  /** ref of the row whose details are open */
  open?: string;
}

/** Columns of which several values can be chosen. */
export const LISTS = [
  'provider',
  'site',
  'project',
  'owner',
  'status',
] as const;

function oneOf<T extends string>(options: readonly T[], text: string | null) {
  return options.find(option => option === text);
}

function whole(text: string | null, fallback: number): number {
  return text && /^\d{1,6}$/.test(text) ? Number(text) : fallback;
}

/** Reads the address; what makes no sense is as if it were not there. */
export function readInventoryState(params: URLSearchParams): InventoryState {
  const sort = params.get('sort') ?? '';
  const size = whole(params.get('size'), PAGE_SIZES[0]);
  return {
    kind: oneOf(RESOURCE_KINDS, params.get('kind')),
    provider: params.getAll('provider'),
    site: params.getAll('site'),
    project: params.getAll('project'),
    owner: params.getAll('owner'),
    status: params.getAll('status'),
    q: params.get('q') ?? '',
    sort: oneOf(RESOURCE_SORTS, sort.replace(/^-/, '')) ? sort : 'name',
    page: whole(params.get('page'), 0),
    pageSize: PAGE_SIZES.find(option => option === size) ?? PAGE_SIZES[0],
    open: params.get('open') ?? undefined,
  };
}

/** Writes the address; defaults are left out. */
export function writeInventoryState(state: InventoryState): URLSearchParams {
  const params = new URLSearchParams();
  if (state.kind) {
    params.set('kind', state.kind);
  }
  for (const name of LISTS) {
    state[name].forEach(value => params.append(name, value));
  }
  if (state.q) {
    params.set('q', state.q);
  }
  if (state.sort !== 'name') {
    params.set('sort', state.sort);
  }
  if (state.page > 0) {
    params.set('page', String(state.page));
  }
  if (state.pageSize !== PAGE_SIZES[0]) {
    params.set('size', String(state.pageSize));
  }
  if (state.open) {
    params.set('open', state.open);
  }
  return params;
}

/** What narrows the list, as the back end is told. */
export function toResourceFilters(state: InventoryState): ResourceFiltersInput {
  return {
    ...(state.kind && { kind: [state.kind] }),
    provider: state.provider,
    site: state.site,
    project: state.project,
    owner: state.owner,
    status: state.status,
    ...(state.q && { q: state.q }),
  };
}

/** The question the address asks of the back end. */
export function toResourceQuery(state: InventoryState): ResourceQueryInput {
  return {
    ...toResourceFilters(state),
    sort: state.sort,
    limit: state.pageSize,
    offset: state.page * state.pageSize,
  };
}

/** True when something narrows the list. */
export function isFiltered(state: InventoryState): boolean {
  return Boolean(state.q) || LISTS.some(name => state[name].length > 0);
}
