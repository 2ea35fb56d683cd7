import { readHostState, toHostQuery, writeHostState } from './hostState';

const read = (text: string) => readHostState(new URLSearchParams(text));

it('shows the first hosts by name when the address says nothing', () => {
  expect(toHostQuery(read(''))).toEqual({ sort: 'name', limit: 25, offset: 0 });
});

it('asks for what the address says', () => {
  expect(toHostQuery(read('host=r12&sort=-vcpus&page=2&size=50'))).toEqual({
    q: 'r12',
    sort: '-vcpus',
    limit: 50,
    offset: 100,
  });
});

it.each(['sort=-colour', 'size=7', 'page=-1', 'page=1e9'])(
  'takes %s as if it were not there',
  text => {
    expect(read(text)).toEqual(read(''));
  },
);

it('comes back from the address as it was, and leaves what is not its own', () => {
  const state = { q: 'r12', sort: '-gpus', page: 3, size: 100 };
  const params = writeHostState(new URLSearchParams('by=pool'), state);
  expect(readHostState(params)).toEqual(state);
  expect(params.get('by')).toBe('pool');
  expect(writeHostState(params, read('')).toString()).toBe('by=pool');
});
