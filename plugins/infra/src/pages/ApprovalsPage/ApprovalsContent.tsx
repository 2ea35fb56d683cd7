import TablePagination from '@mui/material/TablePagination';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  EmptyNote,
  LoadError,
  Loading,
  PageBody,
  Section,
} from '../../components';
import { useApprovals } from '../../hooks';
import { ApprovalFilters } from './ApprovalFilters';
import { ApprovalTable } from './ApprovalTable';
import {
  isFiltered,
  PAGE_SIZE,
  readApprovalFilters,
  toApprovalQuery,
  writeApprovalFilters,
} from './approvalQuery';
import { BulkDecision } from './BulkDecision';

/** What waits for a decision of the reader, the oldest first. */
export function ApprovalsContent() {
  const [params, setParams] = useSearchParams();
  const filters = readApprovalFilters(params);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { value, error, pending, refresh } = useApprovals(
    toApprovalQuery(filters),
  );
  const update = (change: Partial<typeof filters>) => {
    setChosen(new Set());
    setParams(writeApprovalFilters({ ...filters, page: 0, ...change }), {
      replace: true,
    });
  };
  const items = value?.items ?? [];
  // what somebody else has decided meanwhile is no longer chosen
  const selected = items.filter(one => chosen.has(one.id));

  let content = null;
  if (items.length > 0) {
    content = (
      <ApprovalTable
        operations={items}
        chosen={new Set(selected.map(one => one.id))}
        onChoose={setChosen}
      />
    );
  } else if (value && !pending) {
    content = (
      <EmptyNote
        title={
          isFiltered(filters)
            ? 'Nothing of that kind waits for you'
            : 'Nothing waits for you'
        }
      />
    );
  } else if (pending || !error) {
    content = <Loading what="what waits for you" />;
  }
  return (
    <PageBody intro="Requests that you can decide about, the oldest first. What is reserved for them stays reserved until then. Your own are decided by others.">
      <Section
        title={
          value && value.total > 0
            ? `Waiting for you: ${value.total}`
            : 'Waiting for you'
        }
        actions={<ApprovalFilters filters={filters} onChange={update} />}
      >
        {error && (
          <LoadError
            error={error}
            what="what waits for you"
            onRetry={refresh}
          />
        )}
        <BulkDecision
          operations={selected}
          onDone={() => {
            setChosen(new Set());
            refresh();
          }}
        />
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
