import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ResourceKind } from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  raceAbort,
  type InfraProvider,
} from '@ironstage/plugin-infra-node';
import type { InventoryStore } from './InventoryStore';
import { readKind, type KindResult } from './readKind';
import type { SyncStateStore } from './SyncStateStore';

/** Longest wait for a provider to say whether it is set up rightly, in milliseconds. */
const CHECK_MS = 30_000;

const isTimeout = (reason: unknown) =>
  (reason as { name?: unknown } | undefined)?.name === 'TimeoutError';

const sentences = (parts: Array<string | null>) =>
  [...new Set(parts.filter(Boolean))].join(' ');

/** What one sync did. */
export interface SyncResult {
  written: number;
  removed: number;
  /** rows that are missing but wait for a person to confirm their removal, by kind */
  held: Array<{ kind: ResourceKind; count: number }>;
  failures: Array<{ kind: ResourceKind; message: string }>;
}

/** Options of {@link InventorySync}. */
export interface InventorySyncOptions {
  inventory: InventoryStore;
  states: SyncStateStore;
  logger: LoggerService;
  /** part of a kind's rows that may be removed without asking, 0 to 1 */
  maxRemovalRatio: number;
  now?: () => Date;
}

function missing(held: SyncResult['held']): string {
  const what = held
    .map(({ kind, count }) => `${count} ${kind}${count === 1 ? '' : 's'}`)
    .join(' and ');
  const one = held.length === 1 && held[0].count === 1;
  return one
    ? `${what} is missing at the provider, the last of its kind; somebody has to confirm that it is gone. Until then it counts.`
    : `${what} are missing at the provider, more than a sync removes on its own; somebody has to confirm that they are gone. Until then they count.`;
}

function add(result: SyncResult, kind: ResourceKind, read: KindResult) {
  result.written += read.written;
  result.removed += read.removed;
  if (read.held > 0) {
    result.held.push({ kind, count: read.held });
  }
}

/**
 * Brings the inventory to what a provider has, kind by kind.
 *
 * A kind that was not read to the end removes nothing, and a kind that fails
 * does not keep the others from being read.
 */
export class InventorySync {
  private readonly now: () => Date;

  constructor(private readonly options: InventorySyncOptions) {
    this.now = options.now ?? (() => new Date());
  }

  /**
   * Reads everything a provider has.
   *
   * @param signal - when its reason is a timeout, what was not read counts as failed; on any other
   * reason the portal is stopping, and nothing is put on record
   */
  async run(provider: InfraProvider, signal: AbortSignal): Promise<SyncResult> {
    const { states } = this.options;
    const attemptAt = this.now().toISOString();
    await states.begin(provider.id, attemptAt);
    const result: SyncResult = {
      written: 0,
      removed: 0,
      held: [],
      failures: [],
    };
    const concern = await this.checkSetUp(provider, signal);
    const confirmed = await states.takeConfirmation(provider.id);
    for (const kind of provider.inventory.kinds) {
      try {
        signal.throwIfAborted();
        // a provider that does not heed the signal must not keep its next sync from beginning
        const read = await raceAbort(
          readKind(provider, kind, {
            ...this.options,
            signal,
            confirmed,
            readSince: this.now().toISOString(),
          }),
          signal,
          () => signal.reason,
        );
        add(result, kind, read);
        await this.record(provider, kind, { skipped: read.skipped });
      } catch (error) {
        if (signal.aborted && !isTimeout(signal.reason)) {
          throw error;
        }
        const message = signal.aborted
          ? `The reading of ${provider.id} took too long and was given up; check ${provider.configKey}, or infra.sync.timeoutSeconds if it is only slow.`
          : this.explain(provider, error);
        result.failures.push({ kind, message });
        await this.record(provider, kind, { error: message });
      }
    }
    if (confirmed && result.failures.length > 0) {
      // what was confirmed could not be looked at: it holds for the next reading
      await states.confirmRemovals(provider.id);
    }
    await states.recordProvider(provider.id, {
      ...this.verdict(provider, result, concern),
      attemptAt,
      finishedAt: this.now().toISOString(),
      complete: result.failures.length === 0,
    });
    this.report(provider, result);
    return result;
  }

  /**
   * What a read alone does not show: an account that sees a part, a setting that only provisioning needs.
   *
   * @returns one sentence; null when all is well, or when the read will tell the same
   */
  private async checkSetUp(
    provider: InfraProvider,
    signal: AbortSignal,
  ): Promise<string | null> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(CHECK_MS)]);
    try {
      await raceAbort(
        provider.check({ signal: limited }),
        limited,
        () => limited.reason,
      );
      return null;
    } catch (error) {
      const tellsMore =
        isProviderError(error) && !error.transient && error.kind !== 'aborted';
      return tellsMore ? error.message : null;
    }
  }

  /** A provider's errors are sentences for people; any other is a mistake of ours. */
  private explain(provider: InfraProvider, error: unknown): string {
    if (isProviderError(error)) {
      return error.message;
    }
    this.options.logger.error(
      `Reading ${provider.id} failed in the portal itself`,
      error as Error,
    );
    return `${provider.title} could not be read, for a reason that lies in the portal; its log tells more.`;
  }

  private record(
    provider: InfraProvider,
    kind: ResourceKind,
    outcome: Parameters<SyncStateStore['recordKind']>[3],
  ) {
    return this.options.states.recordKind(
      provider.id,
      kind,
      this.now().toISOString(),
      outcome,
    );
  }

  private verdict(
    provider: InfraProvider,
    result: SyncResult,
    concern: string | null,
  ) {
    const { failures, held } = result;
    if (failures.length > 0) {
      return {
        state:
          failures.length === provider.inventory.kinds.length
            ? ('unreachable' as const)
            : ('degraded' as const),
        message: sentences([...failures.map(one => one.message), concern]),
      };
    }
    if (held.length > 0) {
      return {
        state: 'held' as const,
        message: sentences([missing(held), concern]),
      };
    }
    if (concern) {
      return { state: 'degraded' as const, message: concern };
    }
    return { state: 'ok' as const, message: null };
  }

  private report(provider: InfraProvider, result: SyncResult) {
    const { logger } = this.options;
    for (const { kind, message } of result.failures) {
      logger.warn(`Could not read ${kind}s of ${provider.id}: ${message}`);
    }
    const held = result.held.reduce((sum, { count }) => sum + count, 0);
    if (result.written + result.removed + held > 0) {
      logger.info(
        `Synced ${provider.id}: ${result.written} rows written, ${result.removed} removed, ${held} held`,
      );
    }
  }
}
