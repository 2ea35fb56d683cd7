import type { StepDefinition } from '../OperationDefinition';
import { OperationFailure, toFailure, type Failure } from '../OperationFailure';
import { backoffMs } from './backoff';
import type { Advance, Job } from './Job';

type Step = StepDefinition<Record<string, unknown>>;

/** Runs the first step that is not done, or ends the operation when all are. */
export async function runForward(job: Job): Promise<Advance> {
  const { operation } = job;
  const state = operation.steps.find(step =>
    ['pending', 'running'].includes(step.state),
  );
  if (!state) {
    await job.record(
      {
        state: 'succeeded',
        result: job.definition.result(operation, operation.plan),
      },
      { type: 'succeeded', step: null, message: 'Done' },
    );
    return { again: 'never' };
  }
  const step = job.steps.find(one => one.name === state.name);
  if (!step) {
    return fail(job, state.name, {
      ...toFailure(new Error(`There is no step "${state.name}" any more`)),
    });
  }
  const startedAt = state.startedAt ?? job.now().toISOString();
  if (state.state === 'pending') {
    await job.record(
      { step: { name: step.name, state: 'running', startedAt, attempts: 1 } },
      { type: 'step-started', step: step.name, message: step.title },
    );
  }
  return attempt(job, step, {
    attempts: Math.max(1, state.attempts),
    message: state.message,
    startedAt: new Date(startedAt).getTime(),
    timeoutMs: job.timeoutOf(step),
  });
}

async function attempt(
  job: Job,
  step: Step,
  run: {
    attempts: number;
    message: string | null;
    startedAt: number;
    timeoutMs: number;
  },
): Promise<Advance> {
  const deadline = run.startedAt + run.timeoutMs;
  try {
    const outcome = await step.run(job.context());
    if (outcome.done) {
      await job.record(
        {
          step: {
            name: step.name,
            state: 'succeeded',
            finishedAt: job.now().toISOString(),
            message: outcome.message,
            output: outcome.output,
          },
        },
        { type: 'step-succeeded', step: step.name, message: outcome.message },
      );
      return { again: 'now' };
    }
    if (job.now().getTime() > deadline) {
      throw new OperationFailure(
        'provider',
        `"${step.title}" took longer than ${Math.round(
          run.timeoutMs / 60_000,
        )} minutes: ${outcome.message}.`,
      );
    }
    await progress(job, step, run, outcome.message);
    return { again: job.after(outcome.retryAfterMs) };
  } catch (error) {
    job.signal.throwIfAborted();
    if ((error as Error).name === 'ClaimLostError') {
      throw error;
    }
    const failure = toFailure(error);
    const waitMs = backoffMs(run.attempts, failure.retryAfterMs);
    if (failure.retry && job.now().getTime() + waitMs < deadline) {
      await progress(job, step, run, `${failure.message} Trying again.`, true);
      return { again: job.after(waitMs) };
    }
    return fail(job, step.name, failure);
  }
}

/** A message for people; becomes part of the history only when it says something new. */
async function progress(
  job: Job,
  step: Step,
  run: { attempts: number; message: string | null },
  message: string,
  failed = false,
) {
  const news = message !== run.message;
  if (news || failed) {
    await job.record(
      {
        step: {
          name: step.name,
          message,
          attempts: run.attempts + (failed ? 1 : 0),
        },
      },
      news ? { type: 'step-progress', step: step.name, message } : null,
    );
  }
}

async function fail(
  job: Job,
  step: string,
  failure: Failure,
): Promise<Advance> {
  const { message, detail } = failure;
  await job.record(
    {
      step: {
        name: step,
        state: 'failed',
        finishedAt: job.now().toISOString(),
        message,
      },
      state: 'rolling_back',
      failure: { class: failure.class, message, detail, leftovers: [] },
    },
    { type: 'step-failed', step, message },
  );
  return { again: 'now' };
}
