import type { Claim } from '../OperationStore';
import { Job, type Advance, type OperationWorkerOptions } from './Job';
import { rollBack } from './rollBack';
import { runForward } from './runForward';

/** Carries one operation on, from its last finished step, as far as it goes now. */
export class OperationWorker {
  constructor(private readonly options: OperationWorkerOptions) {}

  /**
   * @returns when to look at the operation again, or null when there is no need to wait
   */
  async run(claim: Claim, signal: AbortSignal): Promise<string | null> {
    for (;;) {
      signal.throwIfAborted();
      const operation = await this.options.store.find(claim.operationId);
      if (!operation) {
        return null;
      }
      const job = new Job(this.options, claim, operation, signal);
      const advance = await this.advance(job);
      if (advance.again === 'never') {
        return null;
      }
      if (advance.again !== 'now') {
        return advance.again;
      }
    }
  }

  private async advance(job: Job): Promise<Advance> {
    switch (job.operation.state) {
      case 'queued':
        await job.record(
          { state: 'running' },
          { type: 'claimed', step: null, message: 'Started' },
        );
        return { again: 'now' };
      case 'running':
        return runForward(job);
      case 'rolling_back':
        return rollBack(job);
      default:
        return { again: 'never' };
    }
  }
}
