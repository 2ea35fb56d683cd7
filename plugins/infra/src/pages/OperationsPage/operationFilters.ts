import {
  OPERATION_STATES,
  type OperationQueryInput,
  type OperationState,
} from '@ironstage/plugin-infra-common';

/** Views of the list, as the tabs offer them. */
export const OPERATION_VIEWS = ['all', 'decide', 'mine', 'open'] as const;

/** {@inheritDoc OPERATION_VIEWS} */
export type OperationView = (typeof OPERATION_VIEWS)[number];

/** What the list shows, as its address says. */
export interface OperationFilters {
  view: OperationView;
  states: OperationState[];
  project?: string;
  page: number;
}

/** Rows of a page. */
export const PAGE_SIZE = 25;

const OPEN_STATES: OperationState[] = [
  'pending_approval',
  'queued',
  'running',
  'rolling_back',
];

/** Reads the address; what makes no sense is as if it were not there. */
export function readOperationFilters(
  params: URLSearchParams,
): OperationFilters {
  const page = params.get('page') ?? '';
  return {
    view: OPERATION_VIEWS.find(view => view === params.get('view')) ?? 'all',
    states: OPERATION_STATES.filter(state =>
      params.getAll('state').includes(state),
    ),
    project: params.get('project') ?? undefined,
    page: /^\d{1,6}$/.test(page) ? Number(page) : 0,
  };
}

/** Writes the address; defaults are left out. */
export function writeOperationFilters(
  filters: OperationFilters,
): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.view !== 'all') {
    params.set('view', filters.view);
  }
  filters.states.forEach(state => params.append('state', state));
  if (filters.project) {
    params.set('project', filters.project);
  }
  if (filters.page > 0) {
    params.set('page', String(filters.page));
  }
  return params;
}

/**
 * The question the address asks of the back end.
 *
 * @param me - entity ref of the reader
 * @returns undefined when it depends on who the reader is and that is not known yet
 */
export function toOperationQuery(
  filters: OperationFilters,
  me: string | undefined,
): OperationQueryInput | undefined {
  if (filters.view === 'mine' && !me) {
    return undefined;
  }
  const byView: Record<OperationView, OperationQueryInput> = {
    all: {},
    decide: { state: ['pending_approval'] },
    mine: me ? { requester: [me] } : {},
    open: { state: OPEN_STATES },
  };
  return {
    ...(filters.states.length > 0 && { state: filters.states }),
    ...(filters.project && { project: [filters.project] }),
    ...byView[filters.view],
    limit: PAGE_SIZE,
    offset: filters.page * PAGE_SIZE,
  };
}
