import type {
  Page,
  PagingQuery,
  QuotaChange,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';

/** Tells what became of quotas. */
export interface QuotasService {
  /**
   * Every change of a project's quota, newest first.
   * @throws NotFoundError when there is no such project
   */
  changes(
    project: string,
    page: PagingQuery,
    caller: Caller,
  ): Promise<Page<QuotaChange>>;
}
