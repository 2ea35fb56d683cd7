import {
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
  isBrokenCircuitError,
  type BulkheadPolicy,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { isProviderError, ProviderError } from '../errors/ProviderError';
import { raceAbort } from './raceAbort';

/** Limits of a {@link Governor}. */
export interface GovernorOptions {
  provider: string;
  /** end of a sentence that says where to look: `; check infra.acme[0].url` */
  look?: string;
  /** requests under way at once */
  concurrency: number;
  /** requests that may wait for their turn */
  queue: number;
  /** failures in a row after which an endpoint is left alone */
  failures: number;
  /** how long it is left alone before one request may try, in ms */
  pauseMs: number;
}

/** The breaker of an origin, and the failure that tripped it. */
interface Guard {
  policy: CircuitBreakerPolicy;
  last?: ProviderError;
}

type Outcome<T> = { value: T } | { error: unknown };

const breaks = (error: unknown) =>
  isProviderError(
    error,
    'unreachable',
    'timeout',
    'unavailable',
    'unknown-outcome',
  );

/** Marks failures of requests that were not even tried. */
const refused = new WeakSet<Error>();

/** True when a governor refused a request without sending it. */
export function wasRefused(error: unknown): boolean {
  return error instanceof Error && refused.has(error);
}

/**
 * Bounds what a provider gets from us: so many requests at once in all, and none to an
 * endpoint that keeps failing, until a single probe has found it well again.
 *
 * The breaker is one for each origin, because a cloud's services fail one by one:
 * while one of them is down, the others still answer.
 */
export class Governor {
  readonly #options: GovernorOptions;
  readonly #bulkhead: BulkheadPolicy;
  readonly #guards = new Map<string, Guard>();

  constructor(options: GovernorOptions) {
    this.#options = options;
    this.#bulkhead = bulkhead(options.concurrency, options.queue);
  }

  /** Runs one attempt when it is its turn. */
  async run<T>(
    origin: string,
    signal: AbortSignal,
    aborted: () => Error,
    attempt: () => Promise<T>,
  ): Promise<T> {
    // The bulkhead is not given the signal: an aborted entry would swallow the turn of the next one.
    const turn = this.#bulkhead.execute(async () => {
      if (signal.aborted) {
        throw aborted();
      }
      return this.#guarded(origin, attempt);
    });
    try {
      return await raceAbort(turn, signal, aborted);
    } catch (error) {
      throw this.#translate(error, origin);
    }
  }

  async #guarded<T>(origin: string, attempt: () => Promise<T>): Promise<T> {
    const guard = this.#guardOf(origin);
    const breaker = guard.policy;
    // A refusal such as 404 proves that the endpoint is well, so it must reach the breaker as a success.
    const outcome = await breaker.execute(async (): Promise<Outcome<T>> => {
      try {
        return { value: await attempt() };
      } catch (error) {
        const inconclusive =
          isProviderError(error, 'aborted') &&
          breaker.state === CircuitState.HalfOpen;
        if (breaks(error) || inconclusive) {
          guard.last = breaks(error) ? error : guard.last;
          throw error;
        }
        return { error };
      }
    });
    if ('error' in outcome) {
      throw outcome.error;
    }
    return outcome.value;
  }

  #guardOf(origin: string): Guard {
    let guard = this.#guards.get(origin);
    if (!guard) {
      const policy = circuitBreaker(
        handleWhen(error => breaks(error) || isProviderError(error, 'aborted')),
        {
          halfOpenAfter: this.#options.pauseMs,
          breaker: new ConsecutiveBreaker(this.#options.failures),
        },
      );
      guard = { policy };
      this.#guards.set(origin, guard);
    }
    return guard;
  }

  #translate(error: unknown, origin: string): unknown {
    let message: string;
    let detail = origin;
    let kind: 'unreachable' | 'unavailable' = 'unavailable';
    if (isBrokenCircuitError(error)) {
      const last = this.#guards.get(origin)?.last;
      const pause = `left alone for ${Math.ceil(
        this.#options.pauseMs / 1000,
      )} s`;
      // what is wrong is what was wrong before; only of a lost write it would be untrue to say so again
      if (last && last.kind !== 'unknown-outcome') {
        message = last.message;
        kind = last.kind === 'unreachable' ? 'unreachable' : 'unavailable';
      } else {
        message = `${
          this.#options.provider
        } has failed several times in a row and is ${pause}${
          this.#options.look ?? ''
        }.`;
      }
      detail = `not sent, ${origin} is ${pause}; the last failure: ${
        last?.detail ?? ''
      }`;
    } else if (error instanceof BulkheadRejectedError) {
      message = `Too many requests are waiting for ${this.#options.provider}.`;
    } else {
      return error;
    }
    const translated = new ProviderError({
      provider: this.#options.provider,
      kind,
      message,
      detail,
      cause: error,
    });
    refused.add(translated);
    return translated;
  }
}
