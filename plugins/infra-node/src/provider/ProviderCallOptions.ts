import type { ResourceKind } from '@ironstage/plugin-infra-common';

/** Options of every call to a provider. @public */
export interface ProviderCallOptions {
  /** ends the call: rejects with a `ProviderError` of kind `aborted` */
  signal: AbortSignal;
  /** told of each row or part that could not be read while the rest could */
  onProblem?(problem: ReadProblem): void;
}

/**
 * Something that a reader left out: a row that does not parse, a node that does not answer. The reading
 * goes on, what was known of it stays, and people see that it is missing.
 * @public
 */
export interface ReadProblem {
  kind: ResourceKind;
  /** of the row, where it is known; without one nothing counts as gone in this reading */
  externalId?: string;
  /** every row was read and only something of them is missing: what is not among them is gone */
  allRows?: true;
  /** one plain sentence that says what is missing and why */
  message: string;
}
