import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { Approval, OperationState } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../audit/AuditLog';
import type { Caller } from '../http/Caller';
import { noSuchOperation } from './absent';
import { openRules, rulesOf, waitsFor, whyNotDecide } from './approvals';
import type { OperationCatalog } from './OperationCatalog';
import type { OperationObserver } from './OperationObserver';
import type {
  NewEvent,
  OperationStore,
  StoredOperation,
} from './OperationStore';
import type { ProjectLedger } from './ProjectLedger';

/** An operation that waits for a decision. */
export type Waiting = StoredOperation & { approval: Approval };

/** What somebody does about an operation that waits. */
interface Move {
  approval: Approval;
  /** the state it goes to; it goes on waiting without one */
  state?: OperationState;
  event: Omit<NewEvent, 'actor' | 'step'>;
  /** it goes out of his inbox */
  handled?: boolean;
  /** whom to tell, and what in front of the title */
  tell?: { to: string[]; title: string };
}

/** What is done about operations that wait, one transaction each: two who decide at once are one after the other. */
export class Decisions {
  constructor(
    private readonly services: {
      knex: Knex;
      store: OperationStore;
      catalog: OperationCatalog;
      projects: ProjectLedger;
      audit: AuditLog;
      observer: OperationObserver;
      now?: () => Date;
    },
  ) {}

  decide(
    id: string,
    { approve, comment }: { approve: boolean; comment: string },
    caller: Caller,
  ) {
    return this.act(id, caller, operation => {
      this.demandDecider(operation, caller);
      const { approval } = operation;
      const at = this.now().toISOString();
      const decided = {
        decidedBy: caller.ref,
        decidedAt: at,
        comment: comment || null,
      };
      const said = (verb: string) => [verb, comment].filter(Boolean).join(': ');
      if (!approve) {
        return {
          approval: { ...approval, ...decided },
          state: 'rejected',
          event: { type: 'rejected', message: said('Rejected') },
        };
      }
      const consents = [
        ...approval.consents,
        {
          by: caller.ref,
          at,
          comment: comment || null,
          rules: rulesOf(approval, caller).map(one => one.name),
        },
      ];
      const agreed = { ...approval, consents };
      return openRules(agreed).length === 0
        ? {
            approval: { ...agreed, ...decided },
            state: 'queued',
            event: { type: 'approved', message: said('Approved') },
          }
        : {
            approval: agreed,
            event: {
              type: 'agreed',
              message: said('Agreed; somebody else has to agree as well'),
            },
            handled: true,
          };
    });
  }

  ask(id: string, text: string, caller: Caller) {
    return this.act(id, caller, operation => {
      this.demandDecider(operation, caller);
      const { approval } = operation;
      return {
        approval: {
          ...approval,
          questions: [
            ...approval.questions,
            {
              by: caller.ref,
              at: this.now().toISOString(),
              text,
              answer: null,
            },
          ],
        },
        event: { type: 'asked-back', message: `Asked: ${text}` },
        tell: { to: [operation.requester], title: 'A question for you' },
      };
    });
  }

  answer(id: string, text: string, caller: Caller) {
    return this.act(id, caller, ({ approval }) => {
      if (approval.questions.every(one => one.answer !== null)) {
        throw new ConflictError('Nothing was asked that is not answered yet');
      }
      const answer = { by: caller.ref, at: this.now().toISOString(), text };
      return {
        approval: {
          ...approval,
          questions: approval.questions.map(one => ({
            ...one,
            answer: one.answer ?? answer,
          })),
        },
        event: { type: 'answered', message: `Answered: ${text}` },
        tell: {
          to: [
            ...new Set(
              approval.questions
                .filter(one => one.answer === null)
                .map(one => one.by),
            ),
          ],
          title: 'Answered',
        },
      };
    });
  }

  delegate(
    id: string,
    { to, comment }: { to: string; comment: string },
    caller: Caller,
  ) {
    return this.act(id, caller, operation => {
      this.demandDecider(operation, caller);
      const { approval, requester } = operation;
      if (to === requester.toLowerCase() || to === caller.ref.toLowerCase()) {
        throw new InputError(
          to === caller.ref.toLowerCase()
            ? 'It is yours to decide already'
            : 'Nobody decides about a request of his own; name somebody else',
        );
      }
      return {
        approval: {
          ...approval,
          delegations: [
            ...approval.delegations,
            {
              by: caller.ref,
              to,
              at: this.now().toISOString(),
              comment: comment || null,
              rules: rulesOf(approval, caller).map(one => one.name),
            },
          ],
        },
        event: {
          type: 'delegated',
          message: [`Delegated to ${to}`, comment].filter(Boolean).join(': '),
        },
        handled: true,
        tell: { to: [to], title: 'You are asked to decide' },
      };
    });
  }

  private now(): Date {
    return this.services.now?.() ?? new Date();
  }

  private demandDecider(operation: Waiting, caller: Caller) {
    const reason = whyNotDecide(operation, caller);
    if (reason) {
      throw new NotAllowedError(reason);
    }
  }

  /** Does something about what waits, as it is when nobody else can change it. */
  private async act(
    id: string,
    caller: Caller,
    decide: (operation: Waiting) => Move,
  ): Promise<StoredOperation> {
    const { knex, store, observer } = this.services;
    const { state, event, tell } = await knex.transaction(async tx => {
      await store.lock(id, tx);
      const operation = await store.find(id, tx);
      if (!operation) {
        throw noSuchOperation(id);
      }
      this.demandWaiting(operation);
      const move = decide(operation);
      await this.record(operation, move, caller, tx);
      return move;
    });
    const moved = (await store.find(id)) as StoredOperation;
    await observer.changed(moved, state ?? null);
    if (tell) {
      await observer.said({
        operation: moved,
        to: tell.to,
        title: `${tell.title}: ${moved.title}`,
        description: event.message,
      });
    }
    return moved;
  }

  private demandWaiting(
    operation: StoredOperation,
  ): asserts operation is Waiting {
    if (!operation.approval || operation.state !== 'pending_approval') {
      throw new ConflictError(
        `There is nothing to decide: the operation is ${operation.state}`,
      );
    }
    if (operation.approval.deadline < this.now().toISOString()) {
      throw new ConflictError(
        'It is too late: the time to decide about it is over; it can be asked for again',
      );
    }
  }

  private async record(
    operation: StoredOperation,
    { approval, state, event, handled }: Move,
    caller: Caller,
    tx: Knex.Transaction,
  ) {
    const { store, projects, audit, catalog } = this.services;
    await store.transition(
      operation.id,
      ['pending_approval'],
      { approval, ...(state && { state }) },
      { actor: caller.ref, step: null, ...event },
      tx,
    );
    if (!state) {
      await store.setApprovers(operation.id, waitsFor(approval), tx);
    }
    if (handled) {
      await store.handled(operation.id, caller.ref, tx);
    }
    if (state === 'rejected') {
      await projects.release(operation.id, tx);
      await catalog
        .get(operation.type)
        .abandon?.(operation, operation.plan, tx);
    }
    await audit.append(
      {
        actor: caller.ref,
        door: caller.door,
        action: `operation-${event.type}`,
        target: operation.id,
        outcome: 'succeeded',
        data: {
          type: operation.type,
          project: operation.project,
          before: operation.state,
          after: state ?? operation.state,
          said: event.message,
        },
      },
      tx,
    );
  }
}
