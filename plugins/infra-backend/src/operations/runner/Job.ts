import type { OperationState } from '@ironstage/plugin-infra-common';
import type { Knex } from 'knex';
import type { AuditLog } from '../../audit/AuditLog';
import type { ProviderRegistry } from '../../providers/ProviderRegistry';
import type { OperationCatalog } from '../OperationCatalog';
import type {
  AnyOperationDefinition,
  StepContext,
  StepDefinition,
} from '../OperationDefinition';
import type { OperationObserver } from '../OperationObserver';
import type {
  Claim,
  NewEvent,
  OperationPatch,
  OperationStore,
  StoredOperation,
} from '../OperationStore';
import type { ProjectLedger } from '../ProjectLedger';

/** Options of an operation worker. */
export interface OperationWorkerOptions {
  knex: Knex;
  store: OperationStore;
  catalog: OperationCatalog;
  providers: ProviderRegistry;
  projects: ProjectLedger;
  audit: AuditLog;
  observer: OperationObserver;
  /** how long a step may take that says nothing else, retries and waiting included */
  stepTimeoutMs: number;
  now?: () => Date;
}

/** Somebody else has the operation now, or has moved it on; what this worker was about to write is void. */
export class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

/** What one advance of an operation came to: go on, or look again at a time. */
export type Advance = { again: 'now' } | { again: string } | { again: 'never' };

/** One operation in the hands of a worker. */
export class Job {
  readonly definition: AnyOperationDefinition;
  readonly steps: Array<StepDefinition<Record<string, unknown>>>;
  constructor(
    private readonly options: OperationWorkerOptions,
    private readonly claim: Claim,
    readonly operation: StoredOperation,
    readonly signal: AbortSignal,
  ) {
    this.definition = options.catalog.get(operation.type);
    this.steps = this.definition.steps;
  }

  /** How long a step may take, retries and waiting included, in milliseconds. */
  timeoutOf(step: StepDefinition<Record<string, unknown>>): number {
    return step.timeoutMs?.(this.operation.plan) ?? this.options.stepTimeoutMs;
  }

  now(): Date {
    return this.options.now?.() ?? new Date();
  }

  after(ms: number): string {
    return new Date(this.now().getTime() + ms).toISOString();
  }

  /** @throws NotFoundError when the provider is no longer configured */
  context(): StepContext<Record<string, unknown>> {
    const { operation, signal } = this;
    return {
      operation,
      plan: operation.plan,
      output: step => operation.outputs[step] ?? {},
      provider: this.options.providers.get(operation.provider ?? ''),
      signal,
    };
  }

  /**
   * Records progress. A change of state to an end also releases what was reserved, takes
   * back what the admission wrote, and leaves an audit row, all in one transaction.
   *
   * @throws ClaimLostError when another runner has taken over; nothing is written then
   */
  async record(
    patch: OperationPatch,
    event: Omit<NewEvent, 'actor'> | null,
  ): Promise<void> {
    const { knex, store } = this.options;
    await knex.transaction(async tx => {
      const kept = await store.record(
        this.claim,
        this.operation.state,
        patch,
        event && { actor: 'system', ...event },
        tx,
      );
      if (!kept) {
        throw new ClaimLostError(
          `Operation ${this.operation.id} is in other hands now, or was moved on`,
        );
      }
      if (patch.state === 'succeeded' || patch.state === 'failed') {
        await this.settle(patch.state, patch, tx);
      }
    });
    await this.options.observer.changed(this.operation, patch.state ?? null);
  }

  private async settle(
    state: OperationState,
    patch: OperationPatch,
    tx: Knex.Transaction,
  ) {
    const { operation, definition } = this;
    await this.options.projects.release(operation.id, tx);
    if (state === 'failed') {
      await definition.abandon?.(operation, operation.plan, tx);
    }
    await this.options.audit.append(
      {
        actor: 'system',
        door: operation.door,
        action: 'operation-end',
        target: operation.id,
        outcome: state === 'succeeded' ? 'succeeded' : 'failed',
        data: {
          type: operation.type,
          project: operation.project,
          requester: operation.requester,
          result: patch.result ?? null,
          failure: operation.failure?.class ?? null,
        },
      },
      tx,
    );
  }
}
