import type {
  ProviderStatus,
  ResourceKind,
} from '@ironstage/plugin-infra-common';

/** What the last reads of a provider came to. */
export interface SyncState {
  provider: string;
  state: ProviderStatus['state'];
  message: string | null;
  lastAttemptAt: string | null;
  lastSuccessAt: string | null;
  /** since when some or all of its rows are out of date */
  failingSince: string | null;
  /** rows and parts that the last reading left out, by kind */
  skipped: SkippedRows[];
}

/** What a reading left out of one kind. */
export interface SkippedRows {
  kind: ResourceKind;
  count: number;
  /** the first few, one sentence each */
  problems: string[];
}

/** Remembers how each provider's reads went. */
export interface SyncStateStore {
  /** How every provider is doing now. */
  list(): Promise<SyncState[]>;

  /** Records that a reading begins. */
  begin(provider: string, at: string): Promise<void>;

  /** Records a kind that was read to the end, or why it was not. */
  recordKind(
    provider: string,
    kind: ResourceKind,
    at: string,
    outcome: { error: string } | { skipped: Omit<SkippedRows, 'kind'> },
  ): Promise<void>;

  recordProvider(
    provider: string,
    result: {
      state: ProviderStatus['state'];
      message: string | null;
      attemptAt: string;
      finishedAt: string;
      complete: boolean;
    },
  ): Promise<void>;

  /** Lets the next sync remove as many rows as it finds missing. */
  confirmRemovals(provider: string): Promise<void>;

  /** @returns true once after each confirmation */
  takeConfirmation(provider: string): Promise<boolean>;
}
