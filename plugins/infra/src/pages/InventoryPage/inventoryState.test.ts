import {
  readInventoryState,
  toResourceQuery,
  writeInventoryState,
} from './inventoryState';

const read = (text: string) => readInventoryState(new URLSearchParams(text));

describe('inventoryState', () => {
  it('survives being written to the address and read back', () => {
    const state = read(
      'kind=instance&provider=a&provider=b&status=error&q=x&sort=-createdAt&page=3&size=100&open=instance%3Aa%2F1',
    );
    expect(state).toMatchObject({
      kind: 'instance',
      provider: ['a', 'b'],
      sort: '-createdAt',
      page: 3,
      pageSize: 100,
      open: 'instance:a/1',
    });
    expect(readInventoryState(writeInventoryState(state))).toEqual(state);
  });

  it('takes what makes no sense as if it were not there', () => {
    expect(read('kind=spaceship&sort=colour&page=-4&size=7')).toEqual(read(''));
  });

  it('leaves defaults out of the address', () => {
    expect(writeInventoryState(read('')).toString()).toBe('');
  });

  it('asks for the rows of its page', () => {
    expect(toResourceQuery(read('page=2&size=25'))).toMatchObject({
      limit: 25,
      offset: 50,
    });
  });
});
