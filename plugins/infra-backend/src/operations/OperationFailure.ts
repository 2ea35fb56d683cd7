import type { FailureClass } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  type ProviderErrorKind,
} from '@ironstage/plugin-infra-node';

/** Ends an operation's step for good. */
export class OperationFailure extends Error {
  override readonly name = 'OperationFailure';

  constructor(
    readonly failureClass: FailureClass,
    /** one plain sentence for the requester */
    message: string,
    /** raw words for the SRE */
    readonly detail: string = '',
  ) {
    super(message);
  }
}

/** What an error means for an operation. */
export interface Failure {
  class: FailureClass;
  message: string;
  detail: string;
  /** the step may be tried again, after this time if it is set */
  retry: boolean;
  retryAfterMs?: number;
}

const CLASS_OF_KIND: Partial<Record<ProviderErrorKind, FailureClass>> = {
  capacity: 'capacity',
  'quota-exceeded': 'policy',
  conflict: 'user',
};

/** Sorts an error a step threw. */
export function toFailure(error: unknown): Failure {
  if (error instanceof OperationFailure) {
    return {
      class: error.failureClass,
      message: error.message,
      detail: error.detail,
      retry: false,
    };
  }
  if (isProviderError(error)) {
    return {
      class: CLASS_OF_KIND[error.kind] ?? 'provider',
      message: error.message,
      detail: error.detail || error.message,
      retry: error.transient || error.kind === 'unknown-outcome',
      retryAfterMs: error.retryAfterMs,
    };
  }
  return {
    class: 'platform',
    message:
      'Something went wrong inside the portal itself; the platform team finds the details in this operation.',
    detail:
      error instanceof Error ? error.stack ?? error.message : String(error),
    retry: false,
  };
}
