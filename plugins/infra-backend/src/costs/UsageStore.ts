import type { UsedAmounts } from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';

/** What was held for a project on a day. */
export interface UsageOfDay {
  day: string;
  project: string | null;
  owner: string | null;
  used: UsedAmounts;
}

/** Tells what was held, day by day. */
export interface UsageStore {
  /**
   * @param from - first day, `2026-11-01`
   * @param before - the day after the last one
   */
  days(
    from: string,
    before: string,
    visibility: Visibility,
  ): Promise<UsageOfDay[]>;
}
