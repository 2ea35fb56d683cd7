import type { OperationState } from '@ironstage/plugin-infra-common';
import type { StoredOperation } from './OperationStore';

/** Something that one person says to others about an operation that waits. */
export interface Message {
  operation: StoredOperation;
  /** entity refs of people and groups */
  to: string[];
  title: string;
  description: string;
}

/** Hears of every change of an operation after it is on record. */
export interface OperationObserver {
  /** Must not throw; what it does is a convenience, never part of the operation. */
  changed(
    operation: StoredOperation,
    state: OperationState | null,
  ): Promise<void>;

  /** Must not throw either. */
  said(message: Message): Promise<void>;
}
