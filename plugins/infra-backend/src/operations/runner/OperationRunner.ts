import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Claim, OperationStore } from '../OperationStore';
import { ClaimLostError } from './Job';
import type { OperationWorker } from './OperationWorker';

/** Options of {@link OperationRunner}. */
export interface OperationRunnerOptions {
  store: OperationStore;
  worker: OperationWorker;
  logger: LoggerService;
  /** operations at a time */
  concurrency: number;
  /** how long a claim lasts; it is renewed at a third of this */
  claimMs: number;
  /** how often to look for work that nobody announced */
  pollMs?: number;
}

/**
 * Takes operations that are due, one claim each, and has a worker carry them on.
 *
 * Every replica runs one. A claim that is not renewed runs out, and another runner
 * goes on from the last finished step.
 */
export class OperationRunner {
  private readonly active = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  /** when operations that this runner has put aside are due, in milliseconds since the epoch */
  private dueTimes: number[] = [];
  private looking: Promise<void> | undefined;
  private lookAgain = false;

  constructor(private readonly options: OperationRunnerOptions) {}

  start(): void {
    this.kick();
  }

  /** Looks for work now, because somebody knows there is some. */
  kick(): void {
    if (this.stopping.signal.aborted) {
      return;
    }
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    clearTimeout(this.timer);
    this.looking = this.look().finally(() => {
      this.looking = undefined;
      if (this.lookAgain) {
        this.lookAgain = false;
        this.kick();
      } else {
        this.sleep();
      }
    });
  }

  /** Until somebody would look anyway, or until what was put aside is due. */
  private sleep(): void {
    if (this.stopping.signal.aborted) {
      return;
    }
    const now = Date.now();
    const at = Math.min(now + (this.options.pollMs ?? 1000), ...this.dueTimes);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.dueTimes = this.dueTimes.filter(time => time > at);
      this.kick();
    }, Math.max(0, at - now));
  }

  /** Lets go of everything; what was begun goes on when a runner starts again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.active.values());
  }

  private async look(): Promise<void> {
    const { store, concurrency, logger } = this.options;
    const room = concurrency - this.active.size;
    if (room <= 0) {
      return;
    }
    try {
      for (const claim of await store.claimDue(room, this.until())) {
        const work = this.work(claim).finally(() => {
          this.active.delete(claim.operationId);
          this.kick();
        });
        this.active.set(claim.operationId, work);
      }
    } catch (error) {
      logger.error(
        'Could not look for operations that are due',
        error as Error,
      );
    }
  }

  private async work(claim: Claim): Promise<void> {
    const { store, worker, logger, claimMs } = this.options;
    const lost = new AbortController();
    const renewal = setInterval(async () => {
      const kept = await store.renew(claim, this.until()).catch(error => {
        logger.warn(
          `Could not renew the claim on ${claim.operationId}: ${error}`,
        );
        return true;
      });
      if (!kept) {
        lost.abort();
      }
    }, claimMs / 3);
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    try {
      const nextRunAt = await worker.run(claim, signal);
      await store.giveBack(claim, nextRunAt);
      if (nextRunAt) {
        this.dueTimes.push(new Date(nextRunAt).getTime());
      }
    } catch (error) {
      if (error instanceof ClaimLostError) {
        logger.info(error.message);
        return;
      }
      if (!signal.aborted) {
        logger.error(
          `The runner failed on operation ${claim.operationId}; its claim runs out and it is tried again`,
          error as Error,
        );
        return;
      }
      await store
        .giveBack(claim, null)
        .catch(failure =>
          logger.warn(`Could not give back ${claim.operationId}: ${failure}`),
        );
    } finally {
      clearInterval(renewal);
    }
  }

  private until(): string {
    return new Date(Date.now() + this.options.claimMs).toISOString();
  }
}
