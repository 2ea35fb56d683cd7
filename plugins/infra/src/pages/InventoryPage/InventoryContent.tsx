import type { ResourceKind } from '@ironstage/plugin-infra-common';
import Button from '@mui/material/Button';
import { lazy, Suspense, useMemo } from 'react';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  ProviderIssues,
  Whereabouts,
} from '../../components';
import {
  useInfraLinks,
  useProjects,
  useProviders,
  useResources,
} from '../../hooks';
import { InventoryFilters, type FilterChoices } from './InventoryFilters';
import { KIND_TITLES, KindTabs } from './KindTabs';
import { NothingYet } from './NothingYet';
import { ResourceDrawer } from './ResourceDrawer';
import { isFiltered, toResourceQuery } from './inventoryState';
import { statusesOf } from './statuses';
import { useInventoryState } from './useInventoryState';

// The grid is by far the heaviest part of the page.
const InventoryGrid = lazy(() =>
  import('./InventoryGrid').then(m => ({ default: m.InventoryGrid })),
);

function useFilterChoices(
  kind: ResourceKind | undefined,
  seen: string[],
): FilterChoices {
  const providers = useProviders().value?.items;
  const projects = useProjects({ limit: 200 }).value?.items;
  return useMemo(
    () => ({
      provider: (providers ?? []).map(({ id }) => id),
      site: [...new Set((providers ?? []).map(({ site }) => site))],
      project: (projects ?? []).map(({ name }) => name),
      status: statusesOf(kind, seen),
    }),
    [providers, projects, kind, seen],
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
  const choices = useFilterChoices(state.kind, seen);
  const filtered = isFiltered(state);
  const links = useInfraLinks();
  const opened = value?.items.find(({ ref }) => ref === state.open)?.name;
  const kind = state.kind ? { kind: state.kind } : undefined;
  const way = [
    ...(state.kind
      ? [{ label: KIND_TITLES[state.kind], href: links.inventory(kind) }]
      : []),
    ...(state.open && opened
      ? [
          {
            label: opened,
            href: links.inventory({ ...kind, open: state.open }),
          },
        ]
      : []),
  ];

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
    <NothingYet kind={state.kind} />
  );

  return (
    <PageBody>
      <Whereabouts way={way} />
      <KindTabs
        kind={state.kind}
        // a status of one kind means nothing to another
        onChange={kinds => update({ kind: kinds, status: [] })}
      />
      <InventoryFilters state={state} choices={choices} onChange={update} />
      {value && <ProviderIssues errors={value.errors} />}
      {error && (
        <LoadError error={error} what="the inventory" onRetry={refresh} />
      )}
      {(value || !error) && (
        <Suspense fallback={<Loading what="the inventory" rows={8} />}>
          <InventoryGrid
            key={state.kind ?? 'all'}
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
        name={opened}
        onClose={() => update({ open: undefined })}
      />
    </PageBody>
  );
}
