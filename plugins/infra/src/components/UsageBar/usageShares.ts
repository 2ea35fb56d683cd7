/** Parts of a bar in percent of its width, and how full it is. */
export interface UsageShares {
  used: number;
  reserved: number;
  /** used and reserved, in percent of the limit; above 100 when there is too much */
  percent: number;
  level: 'low' | 'raised' | 'high';
}

/** From here on a bar warns. */
const RAISED = 75;
const HIGH = 90;

/** Lays out a bar. Something without a limit is full as soon as any of it is used. */
export function usageShares(
  used: number,
  reserved: number,
  limit: number,
): UsageShares {
  const taken = used + reserved;
  const whole = Math.max(limit, taken);
  const part = (amount: number) => (whole > 0 ? (amount / whole) * 100 : 0);
  let percent = 0;
  if (limit > 0) {
    percent = Math.round((taken / limit) * 100);
  } else if (taken > 0) {
    percent = 100;
  }
  let level: UsageShares['level'] = 'low';
  if (percent >= HIGH) {
    level = 'high';
  } else if (percent >= RAISED) {
    level = 'raised';
  }
  return { used: part(used), reserved: part(reserved), percent, level };
}
