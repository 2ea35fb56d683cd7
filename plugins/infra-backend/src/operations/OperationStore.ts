import type {
  Approval,
  Operation,
  OperationEvent,
  OperationQuery,
  OperationState,
  OperationStep,
} from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { Visibility } from '../database/criteria';

/** An operation with what only the runner needs to know. */
export interface StoredOperation extends Operation {
  /** what was decided at admission: ids of everything that is needed */
  plan: Record<string, unknown>;
  /** outputs of finished steps, by step name */
  outputs: Record<string, Record<string, unknown>>;
  /** steps whose undoing has begun, by step name */
  undo: Record<string, { state: 'done' | 'failed' | null; startedAt: string }>;
  idempotencyKey: string | null;
  /** tells a request that is sent again from another one under the same key */
  requestHash: string | null;
  /** who asked, by an id that stays when the person is renamed; null of those from before it was kept */
  requesterPerson: string | null;
}

/** A new operation. */
export interface NewOperation
  extends Omit<
    StoredOperation,
    'steps' | 'failure' | 'result' | 'outputs' | 'undo' | 'updatedAt'
  > {
  steps: Array<{ name: string; title: string }>;
}

/** What happened, for the history. */
export type NewEvent = Omit<OperationEvent, 'seq' | 'at'>;

/** What changes with an event. */
export interface OperationPatch {
  state?: OperationState;
  approval?: Approval;
  failure?: Operation['failure'];
  result?: Operation['result'];
  /** when a runner is to look at it again; null for at once */
  nextRunAt?: string | null;
  step?: { name: string } & Partial<
    Pick<
      OperationStep,
      'state' | 'startedAt' | 'finishedAt' | 'attempts' | 'message'
    >
  > & {
      output?: Record<string, unknown>;
      undo?: 'done' | 'failed';
      undoStartedAt?: string;
    };
}

/** An operation that has not ended, as others need to know of it. */
export type OpenOperation = Pick<StoredOperation, 'id' | 'type' | 'plan'>;

/** A runner's right to work on an operation, for as long as it renews it. */
export interface Claim {
  operationId: string;
  token: string;
}

/** Keeps operations, their steps and their history. */
export interface OperationStore {
  list(
    query: OperationQuery,
    visibility: Visibility,
  ): Promise<{ items: StoredOperation[]; total: number }>;
  find(id: string, tx?: Knex.Transaction): Promise<StoredOperation | undefined>;
  findMany(ids: string[], tx?: Knex.Transaction): Promise<StoredOperation[]>;
  findByIdempotencyKey(
    requester: string,
    key: string,
  ): Promise<StoredOperation | undefined>;
  events(id: string): Promise<OperationEvent[]>;

  insert(
    operation: NewOperation,
    event: NewEvent,
    tx: Knex.Transaction,
  ): Promise<void>;

  /**
   * Moves an operation on, if it is still in one of the given states. Whoever works on it loses
   * his claim: what he was about to do was for the state it has left.
   * @returns false, with nothing changed, when it is not
   */
  transition(
    id: string,
    from: OperationState[],
    patch: OperationPatch,
    event: NewEvent,
    tx: Knex.Transaction,
  ): Promise<boolean>;

  /** Keeps others from changing an operation until the transaction ends. */
  lock(id: string, tx: Knex.Transaction): Promise<void>;

  /** Says in whose inbox an operation is that waits; `*` for that of every approver. */
  setApprovers(
    id: string,
    approvers: string[],
    tx: Knex.Transaction,
  ): Promise<void>;

  /** Takes an operation out of somebody's inbox: he did his part. */
  handled(id: string, by: string, tx: Knex.Transaction): Promise<void>;

  /** Takes operations that are due and that nobody works on. */
  claimDue(limit: number, until: string): Promise<Claim[]>;

  /** @returns false when somebody else has the operation now */
  renew(claim: Claim, until: string): Promise<boolean>;

  /**
   * Records what a runner did.
   *
   * @param from - the state in which he found the operation
   * @returns false, with nothing changed, when the claim is lost or the state is another
   */
  record(
    claim: Claim,
    from: OperationState,
    patch: OperationPatch,
    event: NewEvent | null,
    tx: Knex.Transaction,
  ): Promise<boolean>;

  /** Gives the operation back, to be looked at again at `nextRunAt`. */
  giveBack(claim: Claim, nextRunAt: string | null): Promise<void>;

  /** Operations of a project that have not ended. */
  openOperations(
    project: string,
    tx?: Knex.Transaction,
  ): Promise<OpenOperation[]>;

  /** Operations at a provider that have not ended, of projects or not. */
  openOperationsAt(
    provider: string,
    tx?: Knex.Transaction,
  ): Promise<OpenOperation[]>;

  /** Ids of operations that wait for a decision which is overdue. */
  overdueApprovals(now: string): Promise<string[]>;
}
