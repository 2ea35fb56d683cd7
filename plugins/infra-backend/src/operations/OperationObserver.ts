import type { OperationState } from '@ironstage/plugin-infra-common';
import type { StoredOperation } from './OperationStore';

/** Hears of every change of an operation after it is on record. */
export interface OperationObserver {
  /** Must not throw; what it does is a convenience, never part of the operation. */
  changed(
    operation: StoredOperation,
    state: OperationState | null,
  ): Promise<void>;
}
