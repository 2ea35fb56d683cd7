import type {
  CapacityForecast,
  CapacityHistory,
} from '@ironstage/plugin-infra-common';

/** One moment of the chart; what nobody knows of it is null. */
export type Moment = {
  at: Date;
  total: number | null;
  deliverable: number | null;
  granted: number | null;
  allocated: number | null;
  used: number | null;
  expected: number | null;
  /** lower edge of the band, and how wide it is */
  low: number | null;
  width: number | null;
};

const UNKNOWN = {
  total: null,
  deliverable: null,
  granted: null,
  allocated: null,
  used: null,
  expected: null,
  low: null,
  width: null,
};

/**
 * The past, and after it what is expected for as long again at most: more of it would leave the past no room.
 *
 * @param unit - what an axis counts in
 */
export function timelineOf(
  history: CapacityHistory,
  forecast: CapacityForecast | undefined,
  unit: number,
): Moment[] {
  const of = (amount: number | null) => amount && amount / unit;
  const past: Moment[] = history.points.map(point => ({
    ...UNKNOWN,
    at: new Date(point.at),
    total: of(point.total),
    deliverable: of(point.deliverable),
    granted: of(point.granted),
    allocated: of(point.allocated),
    used: of(point.used),
  }));
  const last = past[past.length - 1];
  const to = Date.parse(history.to);
  const until = to + (to - Date.parse(history.from));
  const future = (forecast?.points ?? []).filter(
    point => Date.parse(point.at) <= until && Date.parse(point.at) > to,
  );
  if (!last || future.length === 0) {
    return past;
  }
  // the band begins where the past ends
  past[past.length - 1] = {
    ...last,
    expected: last.allocated,
    low: last.allocated,
    width: 0,
  };
  return [
    ...past,
    ...future.map(point => ({
      ...UNKNOWN,
      at: new Date(point.at),
      expected: of(point.expected),
      low: of(point.low),
      width: (point.high - point.low) / unit,
    })),
  ];
}
