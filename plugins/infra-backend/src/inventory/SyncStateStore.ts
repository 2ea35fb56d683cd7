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
  failingSince: string | null;
}

/** Remembers how each provider's reads went. */
export interface SyncStateStore {
  list(): Promise<SyncState[]>;

  /** Records a kind that was read to the end, or why it was not. */
  recordKind(
    provider: string,
    kind: ResourceKind,
    at: string,
    error: string | null,
  ): Promise<void>;

  recordProvider(
    provider: string,
    result: {
      state: ProviderStatus['state'];
      message: string | null;
      attemptAt: string;
      complete: boolean;
    },
  ): Promise<void>;

  /** Lets the next sync remove as many rows as it finds missing. */
  confirmRemovals(provider: string): Promise<void>;

  /** @returns true once after each confirmation */
  takeConfirmation(provider: string): Promise<boolean>;
}
