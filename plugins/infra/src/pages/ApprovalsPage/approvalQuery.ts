import type { ApprovalQueryInput } from '@ironstage/plugin-infra-common';

/** Operation types that can wait for a decision, as the filter offers them. */
export const APPROVED_TYPES = [
  'gpu.request',
  'quota.change',
  'instance.create',
  'lease.extend',
  'project.create',
] as const;

/** What the inbox shows, as its address says. */
export interface ApprovalFilters {
  type?: string;
  project?: string;
  requester?: string;
  page: number;
}

/** Rows of a page. */
export const PAGE_SIZE = 50;

/** Reads the address; what makes no sense is as if it were not there. */
export function readApprovalFilters(params: URLSearchParams): ApprovalFilters {
  const page = params.get('page') ?? '';
  return {
    type: APPROVED_TYPES.find(type => type === params.get('type')),
    project: params.get('project') || undefined,
    requester: params.get('requester') || undefined,
    page: /^\d{1,6}$/.test(page) ? Number(page) : 0,
  };
}

/** Writes the address; defaults are left out. */
export function writeApprovalFilters(
  filters: ApprovalFilters,
): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of ['type', 'project', 'requester'] as const) {
    const value = filters[name];
    if (value) {
      params.set(name, value);
    }
  }
  if (filters.page > 0) {
    params.set('page', String(filters.page));
  }
  return params;
}

/** The question the address asks of the back end. */
export function toApprovalQuery(filters: ApprovalFilters): ApprovalQueryInput {
  const { type, project, requester, page } = filters;
  return {
    ...(type && { type: [type] }),
    ...(project && { project: [project] }),
    ...(requester && { requester: [requester] }),
    limit: PAGE_SIZE,
    offset: page * PAGE_SIZE,
  };
}

/** Whether anything is left out. */
export const isFiltered = ({ type, project, requester }: ApprovalFilters) =>
  Boolean(type || project || requester);
