import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { raceAbort } from '@ironstage/plugin-infra-node';
import type { Job } from './Job';
import type { JobStore } from './JobStore';

/** How long a hold lasts that is not renewed: the longest that a crash delays a job, in milliseconds. */
const HOLD_MS = 15_000;

/**
 * Runs jobs that are due and that no other replica has.
 *
 * Nothing from outside ends a job that runs: the routes that the framework serves for its
 * scheduled tasks reach only the look whether something is due.
 */
export class JobLoop {
  private readonly running = new Map<string, Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly holdMs: number;
  private readonly now: () => Date;

  constructor(
    private readonly options: {
      store: JobStore;
      logger: LoggerService;
      holdMs?: number;
      now?: () => Date;
    },
  ) {
    this.holdMs = options.holdMs ?? HOLD_MS;
    this.now = options.now ?? (() => new Date());
  }

  /** Begins the job if it is due and free; comes back at once. */
  async look(job: Job): Promise<void> {
    const { store } = this.options;
    if (this.stopping.signal.aborted || this.running.has(job.id)) {
      return;
    }
    const holder = randomUUID();
    const startedMs = this.now().getTime();
    if (!(await store.claim(job.id, holder, this.until()))) {
      return;
    }
    const work = this.run(job, holder)
      .then(() =>
        store.finish(
          job.id,
          holder,
          new Date(startedMs + job.everyMs).toISOString(),
        ),
      )
      .catch(error =>
        this.options.logger.error(`The job ${job.id} failed`, error as Error),
      )
      .finally(() => this.running.delete(job.id));
    this.running.set(job.id, work);
  }

  /** Runs the job soon, whether it is due or not; one that runs already is run once more. */
  async request(job: Job): Promise<void> {
    await this.options.store.request(job.id);
    await this.look(job);
  }

  /** Lets go of everything. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  private async run(job: Job, holder: string): Promise<void> {
    const lost = new AbortController();
    const signal = AbortSignal.any([
      this.stopping.signal,
      lost.signal,
      AbortSignal.timeout(job.timeoutMs),
    ]);
    const heartbeat = this.keep(job.id, holder, lost);
    try {
      // a job that does not heed its signal must not keep the next one from beginning
      await raceAbort(job.run(signal), signal, () => signal.reason);
    } catch (error) {
      if (!this.stopping.signal.aborted && !lost.signal.aborted) {
        this.options.logger.error(`The job ${job.id} failed`, error as Error);
      }
    } finally {
      clearInterval(heartbeat);
    }
  }

  private keep(id: string, holder: string, lost: AbortController) {
    let keptMs = this.now().getTime();
    return setInterval(async () => {
      try {
        const kept = await this.options.store.renew(id, holder, this.until());
        if (!kept) {
          lost.abort();
        }
        keptMs = this.now().getTime();
      } catch (error) {
        this.options.logger.warn(`Could not renew the hold on ${id}: ${error}`);
        if (this.now().getTime() - keptMs > this.holdMs) {
          // another replica may have it by now
          lost.abort();
        }
      }
    }, this.holdMs / 3);
  }

  private until(): string {
    return new Date(this.now().getTime() + this.holdMs).toISOString();
  }
}
