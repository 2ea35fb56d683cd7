import type {
  ApprovalQuery,
  BulkDecision,
  BulkResult,
} from '@ironstage/plugin-infra-common';
import type { Visibility } from '../database/criteria';
import type { Caller } from '../http/Caller';
import { noSuchOperation } from '../operations/absent';
import type { OperationsService } from '../operations/OperationsService';
import type { OperationStore } from '../operations/OperationStore';
import { showOperation } from '../operations/showOperation';
import type { ApprovalsService } from './ApprovalsService';
import type { DecisionContextReader } from './DecisionContextReader';
import type { InboxStore } from './InboxStore';

/** Does the work of {@link ApprovalsService}, without asking whether the caller may. */
export class DefaultApprovalsService implements ApprovalsService {
  constructor(
    private readonly services: {
      store: OperationStore;
      inbox: InboxStore;
      context: DecisionContextReader;
      /** the guarded one: of several, each is decided about as if it were alone */
      operations: OperationsService;
    },
  ) {}

  async inbox(
    query: ApprovalQuery,
    caller: Caller,
    visibility: Visibility = 'all',
  ) {
    const { store, inbox } = this.services;
    const { ids, total } = await inbox.waitingFor(caller, query, visibility);
    const found = new Map(
      (await store.findMany(ids)).map(one => [one.id, showOperation(one)]),
    );
    return { items: ids.flatMap(id => found.get(id) ?? []), total, errors: [] };
  }

  async context(id: string) {
    const operation = await this.services.store.find(id);
    if (!operation) {
      throw noSuchOperation(id);
    }
    return this.services.context.of(operation);
  }

  async decide(
    { ids, approve, comment }: BulkDecision,
    caller: Caller,
  ): Promise<BulkResult> {
    const items: BulkResult['items'] = [];
    for (const id of new Set(ids)) {
      items.push(await this.decideOne(id, { approve, comment }, caller));
    }
    return { items };
  }

  private async decideOne(
    id: string,
    decision: { approve: boolean; comment: string },
    caller: Caller,
  ): Promise<BulkResult['items'][number]> {
    try {
      const { state } = await this.services.operations.decide(
        id,
        decision,
        caller,
      );
      return { id, state, message: null };
    } catch (error) {
      const { name, message } = error as Error;
      // what has no name of ours is a defect or a database that is away: the rest would fare no better
      if (
        !['NotFoundError', 'NotAllowedError', 'ConflictError'].includes(name)
      ) {
        throw error;
      }
      return { id, state: null, message };
    }
  }
}
