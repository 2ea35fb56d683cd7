const DAY_MS = 86_400_000;

/** How much of the past the page shows, the default first. */
export const RANGES = [
  { id: '90d', label: '90 days', lengthMs: 90 * DAY_MS },
  { id: '1d', label: '1 day', lengthMs: DAY_MS },
  { id: '7d', label: '7 days', lengthMs: 7 * DAY_MS },
  { id: '30d', label: '30 days', lengthMs: 30 * DAY_MS },
  { id: '1y', label: '1 year', lengthMs: 365 * DAY_MS },
] as const;

/** One of {@link RANGES}. */
export type Range = (typeof RANGES)[number];

/** Which history the capacity page shows, as its address says. */
export interface HistoryState {
  /** undefined for the first class that there is */
  of?: string;
  range: Range;
  /** undefined for all */
  provider?: string;
}

/** Reads the address; what makes no sense is as if it were not there. */
export function readHistoryState(params: URLSearchParams): HistoryState {
  const range = params.get('range');
  return {
    of: params.get('of') ?? undefined,
    range: RANGES.find(one => one.id === range) ?? RANGES[0],
    provider: params.get('provider') ?? undefined,
  };
}

/** Writes into an address; defaults are left out. */
export function writeHistoryState(
  params: URLSearchParams,
  { of, range, provider }: HistoryState,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const put = (name: string, value: string | undefined) =>
    value === undefined ? next.delete(name) : next.set(name, value);
  put('of', of);
  put('range', range === RANGES[0] ? undefined : range.id);
  put('provider', provider);
  return next;
}
