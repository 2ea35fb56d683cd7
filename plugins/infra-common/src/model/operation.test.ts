import { isEndState, OPERATION_STATES } from './operation';

it('an operation is at its end in five of its states', () => {
  expect(OPERATION_STATES.filter(isEndState)).toEqual([
    'succeeded',
    'failed',
    'cancelled',
    'rejected',
    'expired',
  ]);
});
