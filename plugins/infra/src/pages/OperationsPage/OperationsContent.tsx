import {
  OPERATION_STATES,
  type OperationState,
} from '@ironstage/plugin-infra-common';
import Autocomplete from '@mui/material/Autocomplete';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import TablePagination from '@mui/material/TablePagination';
import Tabs from '@mui/material/Tabs';
import TextField from '@mui/material/TextField';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  LoadError,
  Loading,
  OperationList,
  PageBody,
  ProviderIssues,
  Section,
} from '../../components';
import { useMyRef, useOperations } from '../../hooks';
import { humanize } from '../../lib/format';
import {
  OPERATION_VIEWS,
  PAGE_SIZE,
  readOperationFilters,
  toOperationQuery,
  writeOperationFilters,
  type OperationFilters,
  type OperationView,
} from './operationFilters';

const VIEW_LABELS: Record<OperationView, string> = {
  all: 'All',
  decide: 'Waiting for a decision',
  mine: 'Asked by me',
  open: 'In progress',
};

const EMPTY: Record<OperationView, string> = {
  all: 'Nothing was asked for yet',
  decide: 'Nothing waits for a decision',
  mine: 'You have not asked for anything yet',
  open: 'Nothing is in progress',
};

/** Every request to change the estate that the reader may see. */
export function OperationsContent() {
  const [params, setParams] = useSearchParams();
  const filters = readOperationFilters(params);
  const me = useMyRef().value;
  const { value, error, pending, refresh } = useOperations(
    toOperationQuery(filters, me),
  );
  const update = (change: Partial<OperationFilters>) =>
    setParams(writeOperationFilters({ ...filters, page: 0, ...change }), {
      replace: true,
    });

  let content = null;
  if (value && value.items.length > 0) {
    content = <OperationList operations={value.items} />;
  } else if (value && !pending) {
    content = <EmptyNote title={EMPTY[filters.view]} />;
  } else if (pending || !error) {
    content = <Loading what="the operations" />;
  }
  return (
    <PageBody intro="Every change of the estate is an operation: who asked, why it was allowed, what was done step by step.">
      <Tabs
        value={filters.view}
        onChange={(_, view) => update({ view, states: [] })}
        variant="scrollable"
        aria-label="Which operations"
        sx={{
          mb: 2,
          borderBottom: 1,
          borderColor: 'divider',
          '& [aria-selected=true]': { fontWeight: 700 },
        }}
      >
        {OPERATION_VIEWS.map(view => (
          <Tab key={view} value={view} label={VIEW_LABELS[view]} />
        ))}
      </Tabs>
      <Section
        title={
          filters.view === 'all' ? 'All operations' : VIEW_LABELS[filters.view]
        }
        actions={
          <Stack direction="row" flexWrap="wrap" gap={1.5} alignItems="center">
            {filters.project && (
              <Chip
                label={`Project ${filters.project}`}
                onDelete={() => update({ project: undefined })}
              />
            )}
            {(filters.view === 'all' || filters.view === 'mine') && (
              <Autocomplete<OperationState, true>
                multiple
                size="small"
                limitTags={1}
                options={[...OPERATION_STATES]}
                value={filters.states}
                getOptionLabel={humanize}
                onChange={(_, states) => update({ states })}
                renderInput={field => <TextField {...field} label="State" />}
                sx={{ width: 280 }}
              />
            )}
          </Stack>
        }
      >
        {value && <ProviderIssues errors={value.errors} />}
        {error && (
          <LoadError error={error} what="the operations" onRetry={refresh} />
        )}
        {content}
        {value && value.total > PAGE_SIZE && (
          <TablePagination
            component="div"
            count={value.total}
            page={filters.page}
            rowsPerPage={PAGE_SIZE}
            rowsPerPageOptions={[PAGE_SIZE]}
            onPageChange={(_, page) => update({ page })}
          />
        )}
      </Section>
    </PageBody>
  );
}
