import type { OperationDetails } from '@ironstage/plugin-infra-common';
import { anOperation } from '../testing/factories';
import { OperationWatch } from './OperationWatch';

const REF = 'instance:os-eu1/1';
const op = (state: OperationDetails['state']) =>
  anOperation({ id: 'op-7', state });

function watching(...answers: OperationDetails[]) {
  const getOperation = jest.fn(async () => answers.shift() as OperationDetails);
  const watch = new OperationWatch({ getOperation }, 1);
  const seen: Array<string | undefined> = [];
  watch.subscribe(() => seen.push(watch.running().get(REF)?.state));
  return { watch, seen, getOperation };
}

describe('OperationWatch', () => {
  it('follows an operation to its end, and tells each look', async () => {
    const { watch, seen } = watching(op('running'), op('succeeded'));
    const ended = await watch.follow(REF, op('queued'));
    expect(ended.state).toBe('succeeded');
    expect(seen).toEqual(['queued', 'running', undefined]);
  });

  it('leaves what waits for a decision to whoever decides', async () => {
    const { watch, seen, getOperation } = watching();
    const left = await watch.follow(REF, op('pending_approval'));
    expect(left.state).toBe('pending_approval');
    expect(seen).toEqual(['pending_approval', undefined]);
    expect(getOperation).not.toHaveBeenCalled();
  });

  it('tells nobody who has stopped listening', async () => {
    const { watch } = watching();
    const listener = jest.fn();
    watch.subscribe(listener)();
    await watch.follow(REF, op('failed'));
    expect(listener).not.toHaveBeenCalled();
  });
});
