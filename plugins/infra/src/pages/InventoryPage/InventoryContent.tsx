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
import { useInfraLinks, useResourceFacets, useResources } from '../../hooks';
import { ExportButton } from './ExportButton';
import { InventoryFilters } from './InventoryFilters';
import { KIND_TITLES, KindTabs } from './KindTabs';
import { NothingYet } from './NothingYet';
import { ResourceDrawer } from './ResourceDrawer';
import {
  isFiltered,
  toResourceFilters,
  toResourceQuery,
} from './inventoryState';
import { useFilterChoices } from './useFilterChoices';
import { useInventoryState } from './useInventoryState';

// The grid is by far the heaviest part of the page.
const InventoryGrid = lazy(() =>
  import('./InventoryGrid').then(m => ({ default: m.InventoryGrid })),
);

/** The inventory: every row the portal knows, whatever cloud it comes from. */
export function InventoryContent() {
  const { state, update } = useInventoryState();
  const query = useMemo(() => toResourceQuery(state), [state]);
  const { value, error, pending, refresh } = useResources(query);
  const filters = useMemo(() => toResourceFilters(state), [state]);
  const facets = useResourceFacets(filters).value;
  const choices = useFilterChoices(facets?.facets, state);
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
    update({
      q: '',
      ...{ provider: [], site: [], project: [], owner: [], status: [] },
    });
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
        counts={facets?.facets.kind}
        // a status of one kind means nothing to another
        onChange={kinds => update({ kind: kinds, status: [] })}
      />
      <InventoryFilters state={state} choices={choices} onChange={update}>
        <ExportButton
          query={{ ...filters, sort: state.sort }}
          total={value?.total}
        />
      </InventoryFilters>
      {value && <ProviderIssues errors={value.errors} />}
      {error && (
        <LoadError error={error} what="the inventory" onRetry={refresh} />
      )}
      {(value || !error) && (
        <Suspense fallback={<Loading what="the inventory" rows={8} />}>
          <InventoryGrid
            key={state.kind ?? 'all'}
            page={value}
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
