import type { Resource, ResourceKind } from '@ironstage/plugin-infra-common';
import { useMemo } from 'react';
import { useResources } from '../hooks';
import { textOf, type FormData } from './formData';
import { useProjectProviders } from './useProjectProviders';

/** As many as one request gives. */
const LIMIT = 200;

/** One name on offer, and the rows that go by it, one per provider. */
export interface Offer {
  name: string;
  rows: Resource[];
}

/** What the providers of the form's project offer of a kind, by name. */
export function useOffers(kind: ResourceKind, formData: FormData) {
  const project = textOf(formData, 'project');
  const chosen = textOf(formData, 'provider');
  const bound = useProjectProviders(project);
  const providers = chosen ? [chosen] : bound.providers;
  const found = useResources(
    providers && { kind: [kind], provider: providers, limit: LIMIT },
  );
  const items = found.value?.items;
  const offers = useMemo(() => {
    if (!items || !providers) {
      return undefined;
    }
    const byName = new Map<string, Offer>();
    for (const row of items) {
      const offer = byName.get(row.name) ?? { name: row.name, rows: [] };
      offer.rows.push(row);
      byName.set(row.name, offer);
    }
    return [...byName.values()];
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list of providers is new each time, its text is not
  }, [items, providers?.join()]);
  return {
    project,
    offers: project || chosen ? offers : [],
    error: bound.error ?? found.error,
    refresh: () => {
      bound.refresh();
      found.refresh();
    },
  };
}
