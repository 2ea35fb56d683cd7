import { fittingColumns } from './fittingColumns';

const columns = [
  { field: 'name', flex: 1, minWidth: 600 },
  { field: 'status', width: 400 },
  { field: 'owner', width: 200 },
  { field: 'site', width: 50 },
];

describe('fittingColumns', () => {
  it('leaves out what would be cut and all after it', () => {
    expect(fittingColumns(columns, 1100)).toEqual({
      owner: false,
      site: false,
    });
    expect(fittingColumns(columns, 1250)).toEqual({});
  });

  it('leaves a narrow list to scroll', () => {
    expect(fittingColumns(columns, 360)).toEqual({});
    expect(fittingColumns(columns, 0)).toEqual({});
  });
});
