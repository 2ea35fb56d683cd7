/** What one round of a poller came to. */
export interface Round {
  /** the round failed in a way that may pass */
  failed?: boolean;
  /** milliseconds until the next round; none when undefined and the round did not fail */
  pauseMs?: number;
}

/** Pause after the first failure; doubled by each further one. */
const RETRY_MS = 5_000;
/** Longest pause between two attempts. */
const MAX_PAUSE_MS = 5 * 60_000;
/** A tab nobody looks at asks this many times less often. */
const HIDDEN_FACTOR = 6;

/** How long to wait after a round. */
export function nextPause(
  round: Round,
  failures: number,
  hidden: boolean,
): number | undefined {
  let pause = round.pauseMs;
  if (round.failed) {
    pause = Math.max(pause ?? 0, RETRY_MS * 2 ** Math.max(0, failures - 1));
  }
  if (pause === undefined) {
    return undefined;
  }
  return Math.min(MAX_PAUSE_MS, hidden ? pause * HIDDEN_FACTOR : pause);
}

/**
 * Runs rounds, one at a time, with pauses between them. Coming back to the tab
 * runs one at once when one would have been due.
 */
export function createPoller(run: (signal: AbortSignal) => Promise<Round>) {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let failures = 0;
  let last: { at: number; round: Round } | undefined;

  const schedule = () => {
    clearTimeout(timer);
    if (!last || controller.signal.aborted) {
      return;
    }
    const pause = nextPause(last.round, failures, document.hidden);
    if (pause !== undefined) {
      timer = setTimeout(round, Math.max(0, last.at + pause - Date.now()));
    }
  };

  async function round() {
    clearTimeout(timer);
    if (controller.signal.aborted) {
      return;
    }
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    const result = await run(controller.signal);
    running = false;
    failures = result.failed ? failures + 1 : 0;
    last = { at: Date.now(), round: result };
    if (again) {
      round();
    } else {
      schedule();
    }
  }

  document.addEventListener('visibilitychange', schedule);
  return {
    /** runs a round now, or right after the one that is running */
    refresh: () => {
      round();
    },
    stop: () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', schedule);
      controller.abort();
    },
  };
}
