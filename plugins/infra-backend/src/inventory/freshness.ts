import type { SyncState } from './SyncStateStore';

/** What is granted beyond the schedule before a reading counts as missing, in milliseconds. */
const SLACK_MS = 30_000;

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

/** What the age of a reading is judged by. */
export interface Reading {
  /** when the last one began that may still run; null when there was none */
  begunAt: string | null;
  /** when the last one ended, however it went */
  finishedAt: string | null;
  durationMs: number;
}

/** How long ago the last reading was, in milliseconds; undefined as long as that is within the schedule. */
export function overdueMs(
  { begunAt, finishedAt, durationMs }: Reading,
  everyMs: number,
  now: Date,
): number | undefined {
  const since = finishedAt ?? begunAt;
  const ageMs = since ? now.getTime() - new Date(since).getTime() : 0;
  return ageMs > 2 * (everyMs + durationMs) + SLACK_MS ? ageMs : undefined;
}

/**
 * How a provider is doing now: what its last reading came to, as long as there are readings. A state that
 * was written down says nothing any more once nobody writes.
 *
 * @param everyMs - between two readings, by the schedule
 */
export function judge(
  state: SyncState,
  reading: Reading,
  everyMs: number,
  now: Date,
): SyncState {
  const ageMs = overdueMs(reading, everyMs, now);
  if (ageMs === undefined) {
    return state;
  }
  const { begunAt, finishedAt } = reading;
  return {
    ...state,
    state: finishedAt ? 'stale' : 'pending',
    message: finishedAt
      ? `It was last read ${seconds(
          ageMs,
        )} ago and is to be read every ${seconds(
          everyMs,
        )}: the reading hangs or the portal can't write; its log tells more.`
      : `Its first reading began ${seconds(ageMs)} ago and has not ended.`,
    failingSince: state.failingSince ?? state.lastSuccessAt ?? begunAt,
  };
}
