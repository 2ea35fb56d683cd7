import type { Operation } from '@ironstage/plugin-infra-common';
import type { StoredOperation } from './OperationStore';

/** An operation without what only the runner needs. */
export function showOperation(operation: StoredOperation): Operation {
  const {
    plan,
    outputs,
    undo,
    idempotencyKey,
    requestHash,
    requesterPerson,
    ...shown
  } = operation;
  return shown;
}
