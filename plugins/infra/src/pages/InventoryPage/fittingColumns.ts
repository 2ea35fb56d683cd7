import type { GridColDef, GridColumnVisibilityModel } from '@mui/x-data-grid';

/** In a narrower list one scrolls anyway, in pixels. */
const ROOMY_PX = 1000;

const widthOf = ({ width, minWidth, flex }: GridColDef) =>
  (flex ? minWidth : width) ?? 100;

/**
 * Which columns a list of a width shows: as many as it has room for as a whole, so that none is
 * cut. The others are there to choose in the menu of any column.
 *
 * @param available - in pixels; 0 while it is not known
 */
export function fittingColumns(
  columns: GridColDef[],
  available: number,
): GridColumnVisibilityModel {
  if (available < ROOMY_PX) {
    return {};
  }
  let left = available;
  let full = false;
  const hidden = columns.filter(column => {
    left -= widthOf(column);
    full ||= left < 0;
    return full;
  });
  return Object.fromEntries(hidden.map(({ field }) => [field, false]));
}
