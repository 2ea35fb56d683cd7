import { InfraApiError } from '@ironstage/plugin-infra-common';
import { act, renderHook, waitFor } from '@testing-library/react';
import { useQuery } from './useQuery';

const answer = (status: number) =>
  new InfraApiError('The reason.', status, 'Error', []);

describe('useQuery', () => {
  afterEach(() => jest.useRealTimers());

  it('gives the answer', async () => {
    const { result } = renderHook(() => useQuery('a', async () => 'one'));
    expect(result.current).toMatchObject({ pending: true, value: undefined });
    await waitFor(() => expect(result.current.value).toBe('one'));
    expect(result.current.pending).toBe(false);
  });

  it('aborts what is no longer asked, and keeps the old answer until the new one', async () => {
    const signals: AbortSignal[] = [];
    const answers: Array<(value: string) => void> = [];
    const load = (signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<string>(resolve => answers.push(resolve));
    };
    const { result, rerender } = renderHook(({ key }) => useQuery(key, load), {
      initialProps: { key: 'a' },
    });
    await act(async () => answers[0]('one'));
    rerender({ key: 'b' });
    expect(result.current).toMatchObject({ value: 'one', pending: true });
    rerender({ key: 'c' });
    expect(signals[1].aborted).toBe(true);

    await act(async () => answers[1]('late'));
    expect(result.current.value).toBe('one');
    await act(async () => answers[2]('three'));
    expect(result.current).toMatchObject({ value: 'three', pending: false });
  });

  it('keeps what it has when a later attempt fails, and tries again', async () => {
    jest.useFakeTimers();
    const load = jest
      .fn()
      .mockResolvedValueOnce('one')
      .mockRejectedValueOnce(answer(503))
      .mockResolvedValue('two');
    const { result } = renderHook(() =>
      useQuery('a', load, { pollMs: () => 1_000 }),
    );
    await act(() => jest.advanceTimersByTimeAsync(1_001));
    expect(result.current.value).toBe('one');
    expect(result.current.error?.message).toBe('The reason.');

    await act(() => jest.advanceTimersByTimeAsync(5_001));
    expect(result.current).toMatchObject({ value: 'two', error: undefined });
  });

  it('does not repeat what is forbidden', async () => {
    jest.useFakeTimers();
    const load = jest.fn().mockRejectedValue(answer(403));
    const { result } = renderHook(() =>
      useQuery('a', load, { pollMs: () => 1_000 }),
    );
    await act(() => jest.advanceTimersByTimeAsync(60_000));
    expect(load).toHaveBeenCalledTimes(1);
    expect(result.current.error).toBeDefined();
  });

  it('asks nothing without a key', async () => {
    const load = jest.fn();
    const { result } = renderHook(() => useQuery(undefined, load));
    expect(load).not.toHaveBeenCalled();
    expect(result.current.pending).toBe(false);
  });
});
