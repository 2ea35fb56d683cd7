import type { Resource } from '@ironstage/plugin-infra-common';
import {
  DataGrid,
  type GridPaginationModel,
  type GridSortModel,
} from '@mui/x-data-grid';
import { useMemo, type ReactNode } from 'react';
import { inventoryColumns } from './columns';
import { PAGE_SIZES, type InventoryState } from './inventoryState';

/** Props of {@link InventoryGrid}. */
export interface InventoryGridProps {
  rows: Resource[];
  /** undefined while it is not known */
  total: number | undefined;
  loading: boolean;
  state: InventoryState;
  onChange: (change: Partial<InventoryState>) => void;
  /** stands where there are no rows */
  empty: ReactNode;
}

const sizes = [...PAGE_SIZES].sort((a, b) => a - b);

/** The rows of the inventory. Sorting, filtering and paging are the back end's. */
export function InventoryGrid(props: InventoryGridProps) {
  const { rows, total, loading, state, onChange, empty } = props;
  const stale = rows.some(row => row.stale);
  const columns = useMemo(
    () => inventoryColumns(state.kind, { stale }),
    [state.kind, stale],
  );
  const sortModel: GridSortModel = [
    {
      field: state.sort.replace(/^-/, ''),
      sort: state.sort.startsWith('-') ? 'desc' : 'asc',
    },
  ];

  return (
    <DataGrid
      aria-label="Inventory"
      rows={rows}
      columns={columns}
      getRowId={row => row.ref}
      rowCount={total ?? -1}
      loading={loading}
      density="compact"
      rowHeight={state.kind === 'hypervisor' ? 76 : 52}
      disableColumnFilter
      disableRowSelectionOnClick
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
      paginationMode="server"
      pageSizeOptions={sizes}
      paginationModel={{ page: state.page, pageSize: state.pageSize }}
      onPaginationModelChange={(model: GridPaginationModel) => {
        // The grid corrects the page by the total it has, which is the old one while a new answer is awaited.
        if (!loading) {
          onChange({
            page: model.pageSize === state.pageSize ? model.page : 0,
            pageSize: model.pageSize,
          });
        }
      }}
      filterMode="server"
      slots={{ noRowsOverlay: () => <>{empty}</> }}
      slotProps={{ loadingOverlay: { noRowsVariant: 'skeleton' } }}
      sx={{
        bgcolor: 'background.paper',
        borderRadius: 2,
        minHeight: 360,
        maxHeight: 'calc(100vh - 250px)',
        '--DataGrid-overlayHeight': '280px',
      }}
    />
  );
}
