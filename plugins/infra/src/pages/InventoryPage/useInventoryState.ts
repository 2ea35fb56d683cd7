import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readInventoryState,
  writeInventoryState,
  type InventoryState,
} from './inventoryState';

/** The state of the inventory page, kept in its address so that a link shows the same to everybody. */
export function useInventoryState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readInventoryState(params), [params]);

  const update = useCallback(
    (change: Partial<InventoryState>) => {
      const keepsPage =
        'page' in change || Object.keys(change).every(key => key === 'open');
      setParams(
        before =>
          writeInventoryState({
            ...readInventoryState(before),
            ...(keepsPage ? {} : { page: 0 }),
            ...change,
          }),
        { replace: !('kind' in change) },
      );
    },
    [setParams],
  );
  return { state, update };
}
