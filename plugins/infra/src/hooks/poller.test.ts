import { createPoller, nextPause } from './poller';

describe('nextPause', () => {
  it('doubles the pause with each failure, up to five minutes', () => {
    expect(nextPause({ failed: true }, 1, false)).toBe(5_000);
    expect(nextPause({ failed: true }, 3, false)).toBe(20_000);
    expect(nextPause({ failed: true }, 12, false)).toBe(300_000);
  });

  it('never asks more often after a failure than after a success', () => {
    expect(nextPause({ failed: true, pauseMs: 60_000 }, 1, false)).toBe(60_000);
  });

  it('asks less often in a tab nobody looks at', () => {
    expect(nextPause({ pauseMs: 3_000 }, 0, true)).toBe(18_000);
  });

  it('does not ask again without a reason', () => {
    expect(nextPause({}, 0, false)).toBeUndefined();
  });
});

describe('createPoller', () => {
  let hidden = false;
  beforeEach(() => {
    hidden = false;
    jest.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('runs again after the pause, and not once it is stopped', async () => {
    const run = jest.fn(async () => ({ pauseMs: 1_000 }));
    const poller = createPoller(run);
    poller.refresh();
    await jest.advanceTimersByTimeAsync(2_500);
    expect(run).toHaveBeenCalledTimes(3);

    poller.stop();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('never runs two rounds at a time, but one more when asked meanwhile', async () => {
    let finish: () => void = () => {};
    const run = jest.fn(
      () =>
        new Promise<object>(resolve => {
          finish = () => resolve({});
        }),
    );
    const poller = createPoller(run);
    poller.refresh();
    poller.refresh();
    poller.refresh();
    expect(run).toHaveBeenCalledTimes(1);
    finish();
    await jest.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(2);
    poller.stop();
  });

  it('runs at once when the reader comes back and a round would have been due', async () => {
    hidden = true;
    const run = jest.fn(async () => ({ pauseMs: 1_000 }));
    const poller = createPoller(run);
    poller.refresh();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(run).toHaveBeenCalledTimes(1);

    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await jest.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledTimes(2);
    poller.stop();
  });

  it('aborts the round that is under way when it is stopped', () => {
    let seen: AbortSignal | undefined;
    const poller = createPoller(async signal => {
      seen = signal;
      return new Promise(() => {});
    });
    poller.refresh();
    poller.stop();
    expect(seen?.aborted).toBe(true);
  });
});
