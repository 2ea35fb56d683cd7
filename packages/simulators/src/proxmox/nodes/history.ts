import { need, type ApiCall } from '../api/types';

/** Seconds between two points, and how many there are, by time frame. */
const FRAMES: Record<string, [number, number]> = {
  hour: [60, 70],
  day: [1800, 70],
  week: [10_800, 70],
  month: [43_200, 70],
  year: [604_800, 70],
  decade: [604_800, 520],
};

/**
 * Points of a round robin database: epoch seconds, oldest first. Rates are per
 * second there, not counters.
 *
 * @param sample - values at a time in milliseconds
 */
export function history(
  call: ApiCall,
  sample: (time: number) => Record<string, number>,
): Array<Record<string, number>> {
  const [step, count] = FRAMES[need(call, 'timeframe')] ?? FRAMES.hour;
  const last = Math.floor(call.ctx.clock.now() / 1000 / step) * step;
  return Array.from({ length: count }, (_, i) => {
    const time = last - (count - 1 - i) * step;
    return { time, ...sample(time * 1000) };
  });
}
