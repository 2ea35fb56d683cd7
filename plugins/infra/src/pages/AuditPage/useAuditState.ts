import {
  AUDIT_OUTCOMES,
  type AuditChainEntry,
  type AuditFiltersInput,
  type AuditQueryInput,
} from '@ironstage/plugin-infra-common';
import { DateTime } from 'luxon';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What is looked for by its exact words. */
export const WORDS = ['actor', 'action', 'project', 'target'] as const;

/** What the audit page shows, as its address says. */
export interface AuditState {
  actor: string;
  action: string;
  project: string;
  target: string;
  outcome: AuditChainEntry['outcome'] | undefined;
  /** days, `2026-11-30`, of the reader's own clock */
  from: string;
  to: string;
  /** entries in front of this number; undefined for the newest */
  before: number | undefined;
}

/** Entries of a page. */
export const PAGE_SIZE = 50;

const NUMBER = /^[1-9]\d{0,9}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

const startOf = (day: string, plusDays = 0) =>
  DateTime.fromISO(day).plus({ days: plusDays }).toUTC().toISO() ?? undefined;

/** Users are meant unless it says something else. */
function refOf(actor: string): string {
  return /^[\w.-]+$/.test(actor) && actor !== 'system'
    ? `user:default/${actor.toLowerCase()}`
    : actor;
}

function toFilters(state: AuditState): AuditFiltersInput {
  const { actor, action, project, target, outcome, from, to } = state;
  return {
    ...(actor && { actor: [refOf(actor)] }),
    ...(action && { action: [action] }),
    ...(project && { project: [project] }),
    ...(target && { target: [target] }),
    ...(outcome && { outcome: [outcome] }),
    ...(from && { from: startOf(from) }),
    ...(to && { to: startOf(to, 1) }),
  };
}

/** The state of the audit page, kept in its address so that a link shows the same to everybody who may see it. */
export function useAuditState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo<AuditState>(() => {
    const text = (name: string) => params.get(name) ?? '';
    const day = (name: string) => (DAY.test(text(name)) ? text(name) : '');
    return {
      actor: text('actor'),
      action: text('action'),
      project: text('project'),
      target: text('target'),
      outcome: AUDIT_OUTCOMES.find(one => one === params.get('outcome')),
      from: day('from'),
      to: day('to'),
      before: NUMBER.test(text('before')) ? Number(text('before')) : undefined,
    };
  }, [params]);
  const filters = useMemo(() => toFilters(state), [state]);
  const query = useMemo<AuditQueryInput>(
    () => ({
      ...filters,
      limit: PAGE_SIZE,
      ...(state.before && { before: state.before }),
    }),
    [filters, state.before],
  );
  const update = useCallback(
    (change: Partial<AuditState>) =>
      setParams(before => {
        const after = new URLSearchParams(before);
        const changes = { before: undefined, ...change };
        for (const [name, value] of Object.entries(changes)) {
          if (value) {
            after.set(name, String(value));
          } else {
            after.delete(name);
          }
        }
        return after;
      }),
    [setParams],
  );
  return { state, filters, query, update };
}
