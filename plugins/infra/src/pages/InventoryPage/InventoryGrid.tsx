import type { ResourcePage } from '@ironstage/plugin-infra-common';
import Paper from '@mui/material/Paper';
import TablePagination from '@mui/material/TablePagination';
import {
  DataGrid,
  type GridColumnVisibilityModel,
  type GridSortModel,
} from '@mui/x-data-grid';
import { useMemo, useState, type ReactNode } from 'react';
import { inventoryColumns } from './columns';
import { fittingColumns } from './fittingColumns';
import { PAGE_SIZES, type InventoryState } from './inventoryState';

/** Props of {@link InventoryGrid}. */
export interface InventoryGridProps {
  /** undefined while it is not known */
  page: ResourcePage | undefined;
  loading: boolean;
  state: InventoryState;
  onChange: (change: Partial<InventoryState>) => void;
  /** stands where there are no rows */
  empty: ReactNode;
}

const sizes = [...PAGE_SIZES].sort((a, b) => a - b);

/** The rows of the inventory. Sorting, filtering and paging are the back end's. */
export function InventoryGrid(props: InventoryGridProps) {
  const { page, loading, state, onChange, empty } = props;
  const rows = page?.items ?? [];
  const stale = rows.some(row => row.stale);
  const mixed = new Set(rows.map(row => row.provider)).size > 1;
  const columns = useMemo(
    () => inventoryColumns(state.kind, { stale, mixed }),
    [state.kind, stale, mixed],
  );
  const [width, setWidth] = useState(0);
  const [chosen, setChosen] = useState<GridColumnVisibilityModel>({});
  const shown = useMemo(
    () => ({ ...fittingColumns(columns, width), ...chosen }),
    [columns, width, chosen],
  );
  const sortModel: GridSortModel = [
    {
      field: state.sort.replace(/^-/, ''),
      sort: state.sort.startsWith('-') ? 'desc' : 'asc',
    },
  ];

  return (
    <Paper variant="outlined" sx={{ borderRadius: 2, overflow: 'hidden' }}>
      {rows.length === 0 && !loading ? (
        empty
      ) : (
        <DataGrid
          aria-label="Inventory"
          rows={rows}
          columns={columns}
          columnVisibilityModel={shown}
          onColumnVisibilityModelChange={setChosen}
          onResize={({ width: roomy }) => setWidth(roomy)}
          getRowId={row => row.ref}
          rowCount={rows.length}
          loading={loading}
          density="compact"
          rowHeight={state.kind === 'hypervisor' ? 76 : 52}
          disableColumnFilter
          disableRowSelectionOnClick
          onCellKeyDown={({ row }, event) => {
            // a link within the cell is followed as everywhere
            if (event.key === 'Enter' && event.target === event.currentTarget) {
              event.defaultMuiPrevented = true;
              onChange({ open: row.ref });
            }
          }}
          sortingMode="server"
          sortingOrder={['asc', 'desc']}
          sortModel={sortModel}
          onSortModelChange={([first]: GridSortModel) =>
            onChange({
              sort: first
                ? `${first.sort === 'desc' ? '-' : ''}${first.field}`
                : 'name',
            })
          }
          // The grid corrects its page by totals that are out of date while an answer is awaited, which
          // would rewrite the address. So it gets one page only, and turning pages is left to the footer.
          paginationMode="server"
          paginationModel={{ page: 0, pageSize: state.pageSize }}
          pageSizeOptions={sizes}
          filterMode="server"
          hideFooter
          slotProps={{ loadingOverlay: { noRowsVariant: 'skeleton' } }}
          sx={{
            border: 0,
            minHeight: 300,
            maxHeight: 'max(400px, calc(100vh - 310px))',
            '--DataGrid-overlayHeight': '280px',
            // in the dark the grid would be lighter than the card it is in
            '&&': {
              '--DataGrid-t-color-background-base': 'transparent',
              '--DataGrid-t-header-background-base': theme =>
                theme.palette.background.paper,
            },
          }}
        />
      )}
      <TablePagination
        component="div"
        // a search for common words finds more than are counted
        count={page?.totalIsExact ? page.total : -1}
        labelDisplayedRows={({ from, to, count }) => {
          const all =
            count < 0
              ? `more than ${Math.max(page?.total ?? 0, to).toLocaleString(
                  'en',
                )}`
              : count.toLocaleString('en');
          return `${from}–${to} of ${all}`;
        }}
        slotProps={{
          actions: {
            nextButton: { disabled: !page || page.next === null },
          },
        }}
        page={state.page}
        rowsPerPage={state.pageSize}
        rowsPerPageOptions={sizes}
        onPageChange={(_, number) => onChange({ page: number })}
        onRowsPerPageChange={event =>
          onChange({ page: 0, pageSize: Number(event.target.value) })
        }
        sx={{ borderTop: 1, borderColor: 'divider' }}
      />
    </Paper>
  );
}
