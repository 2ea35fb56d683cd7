import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  formatResourceRef,
  type ResourceKind,
} from '@ironstage/plugin-infra-common';
import {
  isProviderError,
  raceAbort,
  type InfraProvider,
  type InventoryItem,
} from '@ironstage/plugin-infra-node';
import type { InventoryStore } from './InventoryStore';
import { itemHash } from './resourceRow';
import type { SyncStateStore } from './SyncStateStore';

/** Below this many rows a large part may vanish in one go without anybody being asked. */
const UNSUSPICIOUS_REMOVALS = 10;

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
  /** rows that are missing but wait for a person to confirm their removal */
  held: number;
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
    const attemptAt = this.now().toISOString();
    const result: SyncResult = {
      written: 0,
      removed: 0,
      held: 0,
      failures: [],
    };
    const concern = await this.checkSetUp(provider, signal);
    const confirmed = await this.options.states.takeConfirmation(provider.id);
    for (const kind of provider.inventory.kinds) {
      try {
        signal.throwIfAborted();
        // a provider that does not heed the signal must not keep its next sync from beginning
        await raceAbort(
          this.syncKind(provider, kind, { signal, confirmed, result }),
          signal,
          () => signal.reason,
        );
        await this.record(provider, kind, null);
      } catch (error) {
        if (signal.aborted && !isTimeout(signal.reason)) {
          throw error;
        }
        const message = signal.aborted
          ? `The reading of ${provider.id} took too long and was given up; check ${provider.configKey}, or infra.sync.timeoutSeconds if it is only slow.`
          : this.explain(provider, error);
        result.failures.push({ kind, message });
        await this.record(provider, kind, message);
      }
    }
    await this.options.states.recordProvider(provider.id, {
      ...this.verdict(provider, result, concern),
      attemptAt,
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

  private async syncKind(
    provider: InfraProvider,
    kind: ResourceKind,
    run: { signal: AbortSignal; confirmed: boolean; result: SyncResult },
  ) {
    const { inventory } = this.options;
    const source = { provider: provider.id, site: provider.site };
    const readSince = this.now().toISOString();
    const stored = await inventory.stored(provider.id, kind);
    const seen = new Set<string>();
    for await (const page of provider.inventory.pages(kind, run)) {
      const changed = new Map<string, InventoryItem>();
      for (const item of page) {
        const ref = formatResourceRef({ ...item, provider: provider.id });
        seen.add(ref);
        if (stored.get(ref)?.hash !== itemHash(item, provider.site)) {
          changed.set(ref, item);
        }
      }
      if (changed.size > 0) {
        await inventory.upsert(source, [...changed.values()], readSince);
        run.result.written += changed.size;
      }
    }
    const present = [...stored.values()].filter(row => row.removedAt === null);
    const missing = present.filter(row => !seen.has(row.ref));
    if (
      missing.length > UNSUSPICIOUS_REMOVALS &&
      missing.length > present.length * this.options.maxRemovalRatio &&
      !run.confirmed
    ) {
      run.result.held += missing.length;
      return;
    }
    if (missing.length > 0) {
      await inventory.remove(
        missing.map(row => row.ref),
        readSince,
      );
      run.result.removed += missing.length;
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
    error: string | null,
  ) {
    return this.options.states.recordKind(
      provider.id,
      kind,
      this.now().toISOString(),
      error,
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
    if (held > 0) {
      return {
        state: 'held' as const,
        message: sentences([
          `${held} rows are missing at the provider, more than a sync removes on its own; somebody has to confirm that they are gone.`,
          concern,
        ]),
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
    if (result.written + result.removed + result.held > 0) {
      logger.info(
        `Synced ${provider.id}: ${result.written} rows written, ${result.removed} removed, ${result.held} held`,
      );
    }
  }
}
