import type {
  Approval,
  Operation,
  OperationState,
  OperationStep,
} from '@ironstage/plugin-infra-common';
import { fromJson } from '../database/json';
import { completed } from './approvals';
import type { StoredOperation } from './OperationStore';

/** A row of `infra_operations`. */
export interface OperationRow {
  id: string;
  type: string;
  title: string;
  state: OperationState;
  project: string | null;
  provider: string | null;
  owner: string;
  requester: string;
  door: string;
  input: string;
  plan: string;
  approval: string | null;
  failure: string | null;
  result: string | null;
  idempotency_key: string | null;
  request_hash: string | null;
  requester_person: string | null;
  claim: string | null;
  claimed_until: string | null;
  next_run_at: string | null;
  created_at: string;
  updated_at: string;
}

/** A row of `infra_operation_steps`. */
export interface StepRow {
  operation_id: string;
  position: number;
  name: string;
  title: string;
  state: OperationStep['state'];
  started_at: string | null;
  finished_at: string | null;
  attempts: number;
  message: string | null;
  output: string | null;
  undo: 'done' | 'failed' | null;
  undo_started_at: string | null;
}

function toStep(row: StepRow): OperationStep {
  return {
    name: row.name,
    title: row.title,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    attempts: row.attempts,
    message: row.message,
  };
}

/** Puts an operation together from its rows; steps in order. */
export function toOperation(
  row: OperationRow,
  steps: StepRow[],
): StoredOperation {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    state: row.state,
    project: row.project,
    provider: row.provider,
    owner: row.owner,
    requester: row.requester,
    door: row.door,
    input: fromJson(row.input),
    plan: fromJson(row.plan),
    steps: steps.map(toStep),
    outputs: Object.fromEntries(
      steps
        .filter(step => step.output !== null)
        .map(step => [step.name, fromJson(step.output as string)]),
    ),
    undo: Object.fromEntries(
      steps
        .filter(step => step.undo_started_at !== null)
        .map(step => [
          step.name,
          { state: step.undo, startedAt: step.undo_started_at as string },
        ]),
    ),
    approval: completed(fromJson<Approval>(row.approval)),
    failure: fromJson<NonNullable<Operation['failure']>>(row.failure),
    result: fromJson<NonNullable<Operation['result']>>(row.result),
    idempotencyKey: row.idempotency_key,
    requestHash: row.request_hash,
    requesterPerson: row.requester_person,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
