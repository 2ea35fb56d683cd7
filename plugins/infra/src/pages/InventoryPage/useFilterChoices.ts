import type { ResourceFacets } from '@ironstage/plugin-infra-common';
import { useMemo } from 'react';
import { useEntityTitles, useProviders } from '../../hooks';
import { humanize } from '../../lib/format';
import type { FilterChoice } from './FacetFilter';
import type { FilterChoices } from './InventoryFilters';
import { LISTS, type InventoryState } from './inventoryState';

/** What can be chosen in the filters: what there is, how often, in plain words, and what is chosen already. */
export function useFilterChoices(
  facets: ResourceFacets['facets'] | undefined,
  state: InventoryState,
): FilterChoices {
  const providers = useProviders().value?.items;
  const owners = useMemo(
    () => facets?.owner.flatMap(({ value }) => value ?? []),
    [facets],
  );
  const teams = useEntityTitles(owners);
  return useMemo(() => {
    const titles: Record<string, (value: string) => string> = {
      provider: id => providers?.find(one => one.id === id)?.title ?? id,
      owner: ref => teams?.get(ref) ?? ref,
      status: humanize,
    };
    const choicesOf = (name: (typeof LISTS)[number]): FilterChoice[] => {
      const counts = new Map(
        (facets?.[name] ?? []).flatMap(({ value, count }) =>
          value === null ? [] : [[value, count] as const],
        ),
      );
      return [...new Set([...counts.keys(), ...state[name]])].map(value => ({
        value,
        title: titles[name]?.(value) ?? value,
        count: facets && (counts.get(value) ?? 0),
      }));
    };
    return Object.fromEntries(
      LISTS.map(name => [name, choicesOf(name)]),
    ) as unknown as FilterChoices;
  }, [facets, state, providers, teams]);
}
