import type { PagingQuery, QuotaChange } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';

/** A share of a quota that members were told about. */
export interface QuotaWarning {
  project: string;
  /** `vcpus`, `memoryBytes`, `storageBytes`, `instances` or `gpus.<model>` */
  dimension: string;
  /** such as 0.8 */
  share: number;
}

/** Keeps what became of quotas, and who was warned. */
export interface QuotaStore {
  /** Puts a change on record; one that is there already stays as it is. */
  record(change: QuotaChange, tx: Knex.Transaction): Promise<void>;

  /** Changes of a project's quota, newest first. */
  changes(
    project: string,
    page: PagingQuery,
  ): Promise<{ items: QuotaChange[]; total: number }>;

  warnings(projects: string[]): Promise<QuotaWarning[]>;

  /**
   * Puts a warning on record in place of a lower one.
   * @returns false when another replica was faster
   */
  warned(warning: QuotaWarning, before: number | null): Promise<boolean>;

  /** Forgets a warning, or goes back to a lower one: there is room again. */
  lower(warning: QuotaWarning, share: number | null): Promise<void>;
}
