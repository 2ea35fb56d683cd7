import { RANGES, readHistoryState, writeHistoryState } from './historyState';

const read = (text: string) => readHistoryState(new URLSearchParams(text));

it('shows 90 days of everything when the address says nothing', () => {
  expect(read('')).toEqual({ range: RANGES[0] });
  expect(read('range=forever')).toEqual(read(''));
});

it('comes back from the address as it was, and leaves what is not its own', () => {
  const state = { of: 'gpus.a/b', range: RANGES[2], provider: 'os-eu1' };
  const params = writeHistoryState(new URLSearchParams('sort=-vcpus'), state);
  expect(readHistoryState(params)).toEqual(state);
  expect(writeHistoryState(params, read('')).toString()).toBe('sort=-vcpus');
});
