import type {
  ApprovalQuery,
  BulkDecision,
  BulkResult,
  DecisionContext,
  Operation,
  Page,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';

/** What approvers work with. */
export interface ApprovalsService {
  /** What waits for a decision of the caller, the oldest first. */
  inbox(
    query: ApprovalQuery,
    caller: Caller,
    visibility?: Visibility,
  ): Promise<Page<Operation>>;

  /**
   * What an approver has to know.
   * @throws NotFoundError
   */
  context(id: string, caller: Caller): Promise<DecisionContext>;

  /** Decides about several, one after the other; one that can't be decided about does not keep the others from it. */
  decide(decision: BulkDecision, caller: Caller): Promise<BulkResult>;
}
