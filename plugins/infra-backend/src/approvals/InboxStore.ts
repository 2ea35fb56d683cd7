import type { ApprovalQuery } from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Decider } from '../operations/approvals';

/** Finds what waits for somebody's decision. */
export interface InboxStore {
  /** Ids of operations that wait for somebody, the oldest first, and how many there are. */
  waitingFor(
    decider: Decider,
    query: ApprovalQuery,
    visibility: Visibility,
  ): Promise<{ ids: string[]; total: number }>;
}
