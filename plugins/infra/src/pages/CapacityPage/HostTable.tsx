import type { CapacityPart, HostPage } from '@ironstage/plugin-infra-common';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TablePagination from '@mui/material/TablePagination';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { EmptyNote, StaleMark, StatusLabel } from '../../components';
import type { Dimension } from '../../lib/dimensions';
import { HeatCell } from './HeatCell';
import { HOST_PAGE_SIZES, type HostState } from './hostState';

/** Stripes would look like heat. */
const ROW = {
  '&&': { bgcolor: 'transparent' },
  '& > td, & > th': { borderBottom: 1, borderColor: 'divider' },
};

const FACTS = [
  ['name', 'Host'],
  ['status', 'Status'],
  ['provider', 'Provider'],
  ['zone', 'Zone'],
] as const;

/** GPU models have columns of their own and one order: how many of a host's GPUs are given away. */
const sortOf = (dimension: Dimension) =>
  dimension.id.startsWith('gpus.') ? 'gpus' : dimension.id;

function Head(props: {
  dimensions: Dimension[];
  sort: string;
  onSort: (sort: string) => void;
}) {
  const { dimensions, sort, onSort } = props;
  const cell = (column: string, label: string, fillsUp: boolean) => {
    const active = sort.replace(/^-/, '') === column;
    const descending = sort.startsWith('-');
    const direction = descending ? 'desc' : 'asc';
    return (
      <TableCell
        key={label}
        align={fillsUp ? 'right' : 'left'}
        sortDirection={active ? direction : false}
      >
        <TableSortLabel
          active={active}
          direction={active ? direction : 'asc'}
          // one looks for the fullest host first
          onClick={() =>
            onSort((active ? !descending : fillsUp) ? `-${column}` : column)
          }
        >
          {label}
        </TableSortLabel>
      </TableCell>
    );
  };
  return (
    <TableHead>
      <TableRow>
        {FACTS.map(([column, label]) => cell(column, label, false))}
        {dimensions.map(one => cell(sortOf(one), one.label, true))}
      </TableRow>
    </TableHead>
  );
}

function HostRow(props: { host: CapacityPart; dimensions: Dimension[] }) {
  const { host, dimensions } = props;
  return (
    <TableRow sx={ROW}>
      <TableCell component="th" scope="row">
        {host.name}
      </TableCell>
      <TableCell>
        <Stack spacing={0.5} alignItems="flex-start">
          <StatusLabel status={host.status} />
          {host.stale && <StaleMark />}
        </Stack>
      </TableCell>
      <TableCell>{host.provider}</TableCell>
      <TableCell>{host.zone}</TableCell>
      {dimensions.map(dimension => (
        <HeatCell
          key={dimension.id}
          allocated={dimension.of(host.allocated)}
          deliverable={dimension.of(host.deliverable)}
          format={dimension.format}
        />
      ))}
    </TableRow>
  );
}

/** A page of hosts with how full each is. Sorting, searching and paging are the back end's. */
export function HostTable(props: {
  hosts: Pick<HostPage, 'items' | 'total'>;
  dimensions: Dimension[];
  state: HostState;
  onChange: (change: Partial<HostState>) => void;
}) {
  const { hosts, dimensions, state, onChange } = props;
  if (hosts.total === 0) {
    return (
      <EmptyNote title={state.q ? 'No host matches' : 'No hosts yet'}>
        {state.q && 'Search for less of a name.'}
      </EmptyNote>
    );
  }
  return (
    <>
      <TableContainer role="region" aria-label="Hosts, scrollable" tabIndex={0}>
        <Table size="small" aria-label="Capacity by host">
          <Head
            dimensions={dimensions}
            sort={state.sort}
            onSort={sort => onChange({ sort })}
          />
          <TableBody>
            {hosts.items.map(host => (
              <HostRow key={host.id} host={host} dimensions={dimensions} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <TablePagination
        component="div"
        count={hosts.total}
        // fewer hosts than there were: the last page that there is
        page={Math.min(state.page, Math.ceil(hosts.total / state.size) - 1)}
        rowsPerPage={state.size}
        rowsPerPageOptions={[...HOST_PAGE_SIZES]}
        onPageChange={(_, page) => onChange({ page })}
        onRowsPerPageChange={event =>
          onChange({ size: Number(event.target.value) })
        }
      />
    </>
  );
}
