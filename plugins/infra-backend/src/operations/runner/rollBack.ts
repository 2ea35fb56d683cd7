import type { StepDefinition } from '../OperationDefinition';
import { toFailure } from '../OperationFailure';
import { backoffMs } from './backoff';
import type { Advance, Job } from './Job';

type Step = StepDefinition<Record<string, unknown>>;

/** Undoes the last step that was begun and not yet undone, or ends the operation when all are. */
export async function rollBack(job: Job): Promise<Advance> {
  const { operation } = job;
  const begun = operation.steps
    .filter(
      state => state.state !== 'pending' && !operation.undo[state.name]?.state,
    )
    .map(state => ({
      state,
      step: job.steps.find(one => one.name === state.name),
    }))
    .filter(one => one.step?.undo)
    .at(-1);
  if (!begun?.step) {
    return end(job);
  }
  const { step, state } = begun;
  const startedAt =
    operation.undo[step.name]?.startedAt ?? job.now().toISOString();
  const deadline = new Date(startedAt).getTime() + job.timeoutOf(step);
  if (!operation.undo[step.name]) {
    await job.record(
      { step: { name: step.name, undoStartedAt: startedAt } },
      {
        type: 'rolling-back',
        step: step.name,
        message: `Undoing: ${step.title}`,
      },
    );
  }
  return undo(job, step, { attempts: state.attempts, deadline });
}

async function undo(
  job: Job,
  step: Step,
  run: { attempts: number; deadline: number },
): Promise<Advance> {
  try {
    const outcome = await step.undo!(job.context());
    if (outcome.done) {
      await job.record(
        { step: { name: step.name, state: 'undone', undo: 'done' } },
        { type: 'step-undone', step: step.name, message: outcome.message },
      );
      return { again: 'now' };
    }
    if (job.now().getTime() > run.deadline) {
      return giveUp(job, step, outcome.message);
    }
    return { again: job.after(outcome.retryAfterMs) };
  } catch (error) {
    job.signal.throwIfAborted();
    if ((error as Error).name === 'ClaimLostError') {
      throw error;
    }
    const failure = toFailure(error);
    const waitMs = backoffMs(run.attempts, failure.retryAfterMs);
    if (failure.retry && job.now().getTime() + waitMs < run.deadline) {
      return { again: job.after(waitMs) };
    }
    return giveUp(job, step, failure.detail || failure.message);
  }
}

/** What can't be undone is named, with who must act. */
async function giveUp(job: Job, step: Step, detail: string): Promise<Advance> {
  const { operation } = job;
  const leftover =
    step.leftover?.(job.context()) ??
    `"${step.title}" could not be undone; the platform team must look at it.`;
  const failure = operation.failure ?? {
    class: 'platform' as const,
    message: 'It failed.',
    detail: null,
    leftovers: [],
  };
  await job.record(
    {
      step: { name: step.name, undo: 'failed' },
      failure: {
        ...failure,
        detail: [failure.detail, `Undo of ${step.name}: ${detail}`]
          .filter(Boolean)
          .join('\n'),
        leftovers: [...failure.leftovers, leftover],
      },
    },
    { type: 'step-failed', step: step.name, message: leftover },
  );
  return { again: 'now' };
}

function lastWords({ failure, steps }: Job['operation']): string {
  const leftovers = failure?.leftovers ?? [];
  if (leftovers.length > 0) {
    return `Failed; left behind: ${leftovers.join(' ')}`;
  }
  return steps.some(({ state }) => state === 'undone')
    ? 'Failed; everything it had made was undone'
    : 'Failed; there was nothing to undo';
}

async function end(job: Job): Promise<Advance> {
  await job.record(
    { state: 'failed' },
    { type: 'failed', step: null, message: lastWords(job.operation) },
  );
  return { again: 'never' };
}
