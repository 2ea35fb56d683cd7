import type { ResourceVector } from '@ironstage/plugin-infra-common';
import type { Dimension } from '../../lib/dimensions';

/** Less than this much more than there is comes from rounding. */
const NOTICEABLE = 1.05;

/** How many times what the hosts have is given out, where it is more than once: `4× overcommitted`. */
export function overcommitOf(
  amounts: Record<'total' | 'reserved' | 'deliverable', ResourceVector>,
  dimension: Dimension,
): string | undefined {
  const own = dimension.of(amounts.total) - dimension.of(amounts.reserved);
  const ratio = own > 0 ? dimension.of(amounts.deliverable) / own : 1;
  return ratio < NOTICEABLE
    ? undefined
    : `${ratio.toLocaleString('en', {
        maximumFractionDigits: 1,
      })}× overcommitted`;
}
