import type { NetworkSegments } from '@ironstage/plugin-infra-common';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import TablePagination from '@mui/material/TablePagination';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  ProviderIssues,
} from '../../components';
import { useNetworkSegments } from '../../hooks';
import { SegmentFilters } from './SegmentFilters';
import { SegmentTable } from './SegmentTable';
import { PAGE_SIZE, useNetworksState } from './useNetworksState';
import { ROLE_TITLES } from './words';

/** Which roles no network of a site has. */
function Missing({ missing }: { missing: NetworkSegments['missing'] }) {
  return (
    <>
      {missing.map(({ site, roles }) => (
        <Alert key={site} severity="info" variant="outlined" sx={{ mb: 2 }}>
          At {site} no network is known for:{' '}
          {roles.map(role => ROLE_TITLES[role].toLowerCase()).join(', ')}.
          Either there is none, or its name does not say so.
        </Alert>
      ))}
    </>
  );
}

/** Networks of all clouds by what they are for: addresses, use, overlaps, and what is missing. */
export function NetworksContent() {
  const { state, query, update } = useNetworksState();
  const { value, error, pending, refresh } = useNetworkSegments(query);
  const isFiltered = Boolean(state.role || state.site || state.overlapping);
  const isOfOverlaps = state.overlapping && !state.role && !state.site;
  const nothing = isOfOverlaps ? 'No overlaps' : 'Nothing matches';
  const emptyTitle = isFiltered ? nothing : 'No networks yet';
  const clear = () =>
    update({ role: undefined, site: undefined, overlapping: false });
  return (
    <PageBody intro="The networks of all clouds by what they are for, as their names tell: addresses, use, and where two share addresses that should not.">
      {error && (
        <LoadError error={error} what="the networks" onRetry={refresh} />
      )}
      {pending && !value && <Loading what="the networks" />}
      {value && (
        <>
          <ProviderIssues errors={value.errors} />
          <Missing missing={value.missing} />
          {!value.isComplete && (
            <Alert severity="warning" variant="outlined" sx={{ mb: 2 }}>
              There are more networks than can be looked at together: the first
              ones by name are here, all are in the inventory.
            </Alert>
          )}
          <SegmentFilters state={state} roles={value.roles} onChange={update} />
          <Paper variant="outlined" sx={{ borderRadius: 2 }}>
            {value.items.length > 0 ? (
              <SegmentTable segments={value.items} />
            ) : (
              <EmptyNote
                title={emptyTitle}
                action={
                  isFiltered && (
                    <Button onClick={clear}>Clear the filters</Button>
                  )
                }
              >
                {isOfOverlaps &&
                  'No two networks share addresses that should not.'}
                {isFiltered &&
                  !isOfOverlaps &&
                  'No network that you may see is as the filters ask for.'}
                {!isFiltered &&
                  'Networks appear here as soon as a cloud that has some has been read.'}
              </EmptyNote>
            )}
            <TablePagination
              component="div"
              count={value.total}
              page={Math.min(
                state.page,
                Math.max(0, Math.ceil(value.total / PAGE_SIZE) - 1),
              )}
              rowsPerPage={PAGE_SIZE}
              rowsPerPageOptions={[]}
              onPageChange={(_, page) => update({ page })}
            />
          </Paper>
        </>
      )}
    </PageBody>
  );
}
