import { ConflictError } from '@backstage/errors';
import type {
  Operation,
  OperationCheck,
  OperationDetails,
  OperationQuery,
  OperationState,
  Page,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Visibility } from '../database/criteria';
import type { AuditLog } from '../audit/AuditLog';
import type { Caller } from '../http/Caller';
import { noSuchOperation } from './absent';
import type { Admission } from './Admission';
import { Decisions } from './Decisions';
import type { OperationCatalog } from './OperationCatalog';
import type { OperationObserver } from './OperationObserver';
import type { OperationRequest, OperationsService } from './OperationsService';
import type {
  NewEvent,
  OperationPatch,
  OperationStore,
  StoredOperation,
} from './OperationStore';
import type { ProjectLedger } from './ProjectLedger';
import { showOperation } from './showOperation';

/** Operations that have not touched anything yet. */
const CANCELLABLE: OperationState[] = ['pending_approval', 'queued'];

/** Does the work of {@link OperationsService}, without asking whether the caller may. */
export class DefaultOperationsService implements OperationsService {
  private readonly decisions: Decisions;

  constructor(
    private readonly services: {
      knex: Knex;
      store: OperationStore;
      catalog: OperationCatalog;
      admission: Admission;
      projects: ProjectLedger;
      audit: AuditLog;
      observer: OperationObserver;
      now?: () => Date;
    },
  ) {
    this.decisions = new Decisions(services);
  }

  async list(
    query: OperationQuery,
    _caller: Caller,
    visibility: Visibility = 'all',
  ): Promise<Page<Operation>> {
    const { items, total } = await this.services.store.list(query, visibility);
    return {
      items: items.map(showOperation),
      total,
      errors: [],
    };
  }

  async get(id: string): Promise<OperationDetails> {
    const operation = await this.find(id);
    return {
      ...showOperation(operation),
      events: await this.services.store.events(id),
      actions: [
        ...(operation.state === 'pending_approval'
          ? (['approve', 'reject', 'ask', 'delegate'] as const)
          : []),
        ...(operation.state === 'pending_approval' &&
        operation.approval?.questions.some(one => one.answer === null)
          ? (['answer'] as const)
          : []),
        ...(CANCELLABLE.includes(operation.state) ? (['cancel'] as const) : []),
      ],
    };
  }

  async check(
    request: OperationRequest,
    caller: Caller,
  ): Promise<OperationCheck> {
    const { problems, decided, demand } = await this.services.admission.prepare(
      this.admissionRequest(request, caller),
    );
    return {
      problems,
      title: decided?.title ?? null,
      project: decided?.project ?? null,
      takes: decided?.takes ?? null,
      approvalReasons: demand?.rules.map(one => one.reason) ?? [],
    };
  }

  async submit(request: OperationRequest, caller: Caller): Promise<Operation> {
    const { operation, created } = await this.services.admission.admit(
      this.admissionRequest(request, caller),
    );
    if (created) {
      await this.services.observer.changed(operation, operation.state);
    }
    return showOperation(operation);
  }

  async decide(
    id: string,
    decision: { approve: boolean; comment: string },
    caller: Caller,
  ): Promise<Operation> {
    return showOperation(await this.decisions.decide(id, decision, caller));
  }

  async ask(id: string, text: string, caller: Caller): Promise<Operation> {
    return showOperation(await this.decisions.ask(id, text, caller));
  }

  async answer(id: string, text: string, caller: Caller): Promise<Operation> {
    return showOperation(await this.decisions.answer(id, text, caller));
  }

  async delegate(
    id: string,
    delegation: { to: string; comment: string },
    caller: Caller,
  ): Promise<Operation> {
    return showOperation(await this.decisions.delegate(id, delegation, caller));
  }

  async cancel(id: string, caller: Caller): Promise<Operation> {
    const operation = await this.find(id);
    return this.move(
      operation,
      CANCELLABLE,
      { state: 'cancelled' },
      {
        actor: caller.ref,
        type: 'cancelled',
        step: null,
        message: 'Cancelled before it began',
      },
      caller.door,
    );
  }

  /** Ends requests nobody decided about in time. For the job that looks after them. */
  async expireOverdue(): Promise<number> {
    const now = (this.services.now?.() ?? new Date()).toISOString();
    const overdue = await this.services.store.overdueApprovals(now);
    let expired = 0;
    for (const id of overdue) {
      try {
        await this.expire(id);
        expired += 1;
      } catch (error) {
        // somebody cancelled it in the meantime
        if ((error as Error).name !== 'ConflictError') {
          throw error;
        }
      }
    }
    return expired;
  }

  private async expire(id: string) {
    await this.move(
      await this.find(id),
      ['pending_approval'],
      { state: 'expired' },
      {
        actor: 'system',
        type: 'expired',
        step: null,
        message: 'Nobody decided about it in time',
      },
      'system',
    );
  }

  private async move(
    operation: StoredOperation,
    from: OperationState[],
    patch: OperationPatch & { state: OperationState },
    event: NewEvent,
    door: string,
  ): Promise<Operation> {
    const { knex, store, projects, audit, catalog, observer } = this.services;
    await knex.transaction(async tx => {
      const moved = await store.transition(
        operation.id,
        from,
        patch,
        event,
        tx,
      );
      if (!moved) {
        throw new ConflictError(
          `It is too late: the operation is no longer ${from.join(' or ')}`,
        );
      }
      await projects.release(operation.id, tx);
      await catalog
        .get(operation.type)
        .abandon?.(operation, operation.plan, tx);
      await audit.append(
        {
          actor: event.actor,
          door,
          action: `operation-${event.type}`,
          target: operation.id,
          outcome: 'succeeded',
          data: {
            type: operation.type,
            project: operation.project,
            before: operation.state,
            after: patch.state,
            comment: patch.approval?.comment ?? null,
          },
        },
        tx,
      );
    });
    const moved = await this.find(operation.id);
    await observer.changed(moved, patch.state);
    return showOperation(moved);
  }

  private admissionRequest(request: OperationRequest, caller: Caller) {
    return {
      definition: this.services.catalog.get(request.type),
      input: request.input,
      requester: {
        ref: caller.ref,
        person: caller.person,
        ownership: caller.ownership,
        mayManageAll: caller.mayManageAll ?? false,
        hiddenProject: caller.hiddenProject,
      },
      door: caller.door,
      idempotencyKey: request.idempotencyKey,
    };
  }

  private async find(id: string): Promise<StoredOperation> {
    const operation = await this.services.store.find(id);
    if (!operation) {
      throw noSuchOperation(id);
    }
    return operation;
  }
}
