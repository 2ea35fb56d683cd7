import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { infraClientApiRef } from '../api/infraClientApi';
import { anOperation } from '../testing/factories';
import { useOperation } from './useOperation';

function setUp(states: Array<'running' | 'succeeded'>) {
  const left = [...states];
  const getOperation = jest.fn(async () =>
    anOperation({ state: left.length > 1 ? left.shift() : left[0] }),
  );
  let push: (message: object) => void = () => {};
  const signals = {
    subscribe: jest.fn((_: string, onMessage: (message: never) => void) => {
      push = message => onMessage(message as never);
      return { unsubscribe: () => {} };
    }),
  };
  const wrapper = ({ children }: PropsWithChildren) => (
    <TestApiProvider
      apis={[
        [infraClientApiRef, { getOperation }],
        [signalApiRef, signals],
      ]}
    >
      {children}
    </TestApiProvider>
  );
  const hook = renderHook(() => useOperation('op-1'), { wrapper });
  return { ...hook, getOperation, signals, push: (m: object) => push(m) };
}

describe('useOperation', () => {
  afterEach(() => jest.useRealTimers());

  it('looks again as soon as a signal says that an operation changed', async () => {
    const { result, push, signals, getOperation } = setUp([
      'running',
      'succeeded',
    ]);
    await waitFor(() => expect(result.current.value?.state).toBe('running'));
    expect(signals.subscribe).toHaveBeenCalledWith(
      'infra:operations',
      expect.anything(),
    );
    act(() => push({ id: 'op-1' }));
    await waitFor(() => expect(result.current.value?.state).toBe('succeeded'));
    expect(getOperation).toHaveBeenCalledTimes(2);
  });

  it('polls while it runs and stops when it has ended', async () => {
    jest.useFakeTimers();
    const { result, getOperation } = setUp(['running', 'running', 'succeeded']);
    await act(() => jest.advanceTimersByTimeAsync(6_100));
    expect(result.current.value?.state).toBe('succeeded');
    await act(() => jest.advanceTimersByTimeAsync(120_000));
    expect(getOperation).toHaveBeenCalledTimes(3);
  });
});
