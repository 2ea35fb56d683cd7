import { INSTANCE_STATUSES } from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import { lazy, Suspense, useMemo } from 'react';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  ProviderIssues,
} from '../../components';
import { useProjects, useProviders, useResources } from '../../hooks';
import { InventoryFilters, type FilterChoices } from './InventoryFilters';
import { KindTabs } from './KindTabs';
import { ResourceDrawer } from './ResourceDrawer';
import { isFiltered, toResourceQuery } from './inventoryState';
import { useInventoryState } from './useInventoryState';

// The grid is by far the heaviest part of the page.
const InventoryGrid = lazy(() =>
  import('./InventoryGrid').then(m => ({ default: m.InventoryGrid })),
);

function useFilterChoices(seen: string[]): FilterChoices {
  const providers = useProviders().value?.items;
  const projects = useProjects({ limit: 200 }).value?.items;
  return useMemo(
    () => ({
      provider: (providers ?? []).map(({ id }) => id),
      site: [...new Set((providers ?? []).map(({ site }) => site))],
      project: (projects ?? []).map(({ name }) => name),
      status: [
        ...new Set([
          ...INSTANCE_STATUSES.filter(status => status !== 'deleted'),
          ...seen,
        ]),
      ],
    }),
    [providers, projects, seen],
  );
}

/** The inventory: every row the portal knows, whatever cloud it comes from. */
export function InventoryContent() {
  const { state, update } = useInventoryState();
  const query = useMemo(() => toResourceQuery(state), [state]);
  const { value, error, pending, refresh } = useResources(query);
  const seen = useMemo(
    () => (value?.items ?? []).map(({ status }) => status),
    [value],
  );
  const choices = useFilterChoices(seen);
  const filtered = isFiltered(state);

  const clear = () =>
    update({ q: '', provider: [], site: [], project: [], status: [] });
  const empty = filtered ? (
    <EmptyNote
      title="Nothing matches"
      action={<Button onClick={clear}>Clear the filters</Button>}
    >
      No row has all of what the search and the filters ask for.
    </EmptyNote>
  ) : (
    <EmptyNote title="Nothing here yet">
      Rows appear when a provider is configured and has been read once.
    </EmptyNote>
  );

  return (
    <PageBody>
      <KindTabs kind={state.kind} onChange={kind => update({ kind })} />
      <InventoryFilters state={state} choices={choices} onChange={update} />
      {value && <ProviderIssues errors={value.errors} />}
      {error && (
        <LoadError error={error} what="the inventory" onRetry={refresh} />
      )}
      {(value || !error) && (
        <Suspense fallback={<Loading what="the inventory" rows={8} />}>
          <InventoryGrid
            rows={value?.items ?? []}
            total={value?.total}
            loading={pending}
            state={state}
            onChange={update}
            empty={empty}
          />
        </Suspense>
      )}
      <ResourceDrawer
        refText={state.open}
        name={value?.items.find(({ ref }) => ref === state.open)?.name}
        onClose={() => update({ open: undefined })}
      />
    </PageBody>
  );
}
