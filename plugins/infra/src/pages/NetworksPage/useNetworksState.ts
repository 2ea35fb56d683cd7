import {
  SEGMENT_ROLES,
  type SegmentQueryInput,
  type SegmentRole,
} from '@ironstage/plugin-infra-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the networks page shows, as its address says. */
export interface NetworksState {
  role: SegmentRole | undefined;
  site: string | undefined;
  overlapping: boolean;
  /** from 0 */
  page: number;
}

/** Networks of a page. */
export const PAGE_SIZE = 50;

/** The state of the networks page, kept in its address so that a link shows the same to everybody. */
export function useNetworksState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo<NetworksState>(() => {
    const page = params.get('page') ?? '';
    return {
      role: SEGMENT_ROLES.find(role => role === params.get('role')),
      site: params.get('site') ?? undefined,
      overlapping: params.get('overlapping') === 'true',
      page: /^\d{1,6}$/.test(page) ? Number(page) : 0,
    };
  }, [params]);
  const query = useMemo<SegmentQueryInput>(() => {
    const { role, site, overlapping, page } = state;
    return {
      ...(role && { role: [role] }),
      ...(site && { site: [site] }),
      ...(overlapping && { overlapping }),
      limit: PAGE_SIZE,
      offset: page * PAGE_SIZE,
    };
  }, [state]);

  const update = useCallback(
    (change: Partial<NetworksState>) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries({ page: 0, ...change })) {
            if (value) {
              after.set(name, String(value));
            } else {
              after.delete(name);
            }
          }
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { state, query, update };
}
