import {
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  retry,
  type IBackoff,
  type IRetryBackoffContext,
  type RetryPolicy,
} from 'cockatiel';
import { isProviderError } from '../errors/ProviderError';
import { wasRefused } from './Governor';

/** How reads are repeated. @public */
export interface RetryOptions {
  /** further attempts after the first; 2 when left out */
  attempts?: number;
  /** first pause, ms; 200 when left out */
  initialDelayMs?: number;
  /** longest pause, ms; 5000 when left out */
  maxDelayMs?: number;
  /** a provider that asks for a longer pause than this is not asked again, ms; 10000 when left out */
  maxRetryAfterMs?: number;
}

/** Growing pauses with jitter; never shorter than what the provider asked for. */
export function readRetry(options: RetryOptions): RetryPolicy {
  const maxRetryAfter = options.maxRetryAfterMs ?? 10_000;
  const exponential = new ExponentialBackoff({
    initialDelay: options.initialDelayMs ?? 200,
    maxDelay: options.maxDelayMs ?? 5_000,
  });
  return retry(
    handleWhen(
      error =>
        isProviderError(error) &&
        error.transient &&
        !wasRefused(error) &&
        (error.retryAfterMs ?? 0) <= maxRetryAfter,
    ),
    {
      maxAttempts: options.attempts ?? 2,
      backoff: new DelegateBackoff(
        (
          context: IRetryBackoffContext<unknown>,
          state: IBackoff<unknown> | undefined,
        ) => {
          const step: IBackoff<unknown> = state
            ? state.next(context)
            : exponential.next();
          const asked =
            'error' in context.result && isProviderError(context.result.error)
              ? context.result.error.retryAfterMs ?? 0
              : 0;
          return { delay: Math.max(step.duration, asked), state: step };
        },
      ),
    },
  );
}
