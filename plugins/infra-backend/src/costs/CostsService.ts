import type { Costs, CostsQuery } from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** Tells what projects cost. */
export interface CostsService {
  /**
   * @param visibility - which projects the caller may see; all when left out
   * @throws InputError for a month that has not begun
   */
  of(
    query: CostsQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<Costs>;
  /** The same, to be taken along: audited. */
  export(
    query: CostsQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<Costs>;
}
