/** What half of the values lie below: of an even number the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** The least of the values that at least a part of them do not exceed. */
export function enoughFor(values: number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

/**
 * The slope of a line through points: the median of the slopes of all pairs (Theil 1950, Sen 1968). Up to 29 of a
 * hundred points may be anything without moving it far.
 *
 * @returns 0 of fewer than two points
 */
export function theilSen(points: Array<[x: number, y: number]>): number {
  const slopes: number[] = [];
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      const run = points[j][0] - points[i][0];
      if (run !== 0) {
        slopes.push((points[j][1] - points[i][1]) / run);
      }
    }
  }
  return slopes.length > 0 ? median(slopes) : 0;
}
