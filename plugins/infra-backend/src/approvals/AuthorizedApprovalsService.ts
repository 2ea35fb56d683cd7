import {
  infraOperationApprovePermission,
  infraOperationReadPermission,
  type ApprovalQuery,
  type BulkDecision,
} from '@ironstage/plugin-infra-common';
import type { Caller } from '../http/Caller';
import { noSuchOperation } from '../operations/absent';
import type { Gatekeeper } from '../permissions/Gatekeeper';
import { infraOperationRef } from '../permissions/rules';
import type { ApprovalsService } from './ApprovalsService';

/** Guards an {@link ApprovalsService}: routes and actions are given this one. */
export class AuthorizedApprovalsService implements ApprovalsService {
  constructor(
    private readonly inner: ApprovalsService,
    private readonly gatekeeper: Gatekeeper,
  ) {}

  async inbox(query: ApprovalQuery, caller: Caller) {
    return this.inner.inbox(
      query,
      caller,
      await this.gatekeeper.visibility(
        caller.credentials,
        infraOperationApprovePermission,
        infraOperationRef,
      ),
    );
  }

  async context(id: string, caller: Caller) {
    const context = await this.inner.context(id, caller);
    await this.gatekeeper.demandVisible(
      caller,
      infraOperationReadPermission,
      id,
      noSuchOperation,
    );
    await this.gatekeeper.demandFor(
      caller,
      infraOperationApprovePermission,
      id,
    );
    return context;
  }

  /** Each is guarded by itself, where it is decided about. */
  decide(decision: BulkDecision, caller: Caller) {
    return this.inner.decide(decision, caller);
  }
}
