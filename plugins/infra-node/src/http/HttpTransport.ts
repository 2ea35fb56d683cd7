import type { LoggerService } from '@backstage/backend-plugin-api';
import { Agent } from 'undici';
import { isProviderError } from '../errors/ProviderError';
import { createConnector } from './connector';
import { effectOf, exchange, type AnswerHead } from './exchange';
import { FailureFactory, type ConfigHints } from './failures';
import { Governor } from './Governor';
import { raceAbort } from './raceAbort';
import { readRetry, type RetryOptions } from './readRetry';
import { redactFields, SecretMask } from './redact';
import type { FailureDecoder, HttpRequest, HttpResponse } from './types';

/** How a provider is spoken to. @public */
export interface HttpTransportOptions {
  /** id of the provider */
  provider: string;
  logger: LoggerService;
  decodeFailure: FailureDecoder;
  hints?: ConfigHints;
  /** certificate authorities in PEM, trusted beside the usual ones */
  ca?: string;
  /**
   * SHA-256 of the one certificate to trust, 32 pairs of hex digits with colons; no authority and
   * no host name is asked then
   */
  fingerprint?: string;
  /** requests under way at once, of sync and operations together; 8 when left out */
  concurrency?: number;
  /** requests that may wait for their turn; 1000 when left out */
  queue?: number;
  /** for a connection to be made, ms; 5000 when left out */
  connectTimeoutMs?: number;
  /** for one attempt, ms; 30000 when left out */
  requestTimeoutMs?: number;
  /** for a read with all its attempts and pauses, ms; 90000 when left out */
  readDeadlineMs?: number;
  /** longest answer, bytes; 64 MiB when left out */
  maxResponseBytes?: number;
  retry?: RetryOptions;
  /** `failures` in a row (5) after which an origin is left alone for `pauseMs` (10000) */
  breaker?: { failures?: number; pauseMs?: number };
  /** header that carries the provider's id of a request, lower case; `x-request-id` when left out */
  requestIdHeader?: string;
}

/**
 * Speaks HTTP with one provider: bounded, retried where that is safe, logged without
 * secrets, and failing with nothing but a `ProviderError`. It follows no redirect.
 *
 * A provider has one transport, shared by sync and operations, so that its limits
 * hold for everything we do there.
 * @public
 */
export class HttpTransport {
  /** secrets that must not come back in a message; whoever logs in adds to it */
  readonly mask = new SecretMask();
  readonly #options: HttpTransportOptions;
  readonly #agent: Agent;
  readonly #governor: Governor;
  readonly #failures: FailureFactory;
  readonly #retry: ReturnType<typeof readRetry>;

  constructor(options: HttpTransportOptions) {
    const concurrency = options.concurrency ?? 8;
    this.#options = options;
    this.#agent = new Agent({
      connections: concurrency,
      // the timeout of the attempt covers head and body
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: createConnector(options),
    });
    this.#governor = new Governor({
      provider: options.provider,
      look: options.hints?.url && `; check ${options.hints.url}`,
      concurrency,
      queue: options.queue ?? 1_000,
      failures: options.breaker?.failures ?? 5,
      pauseMs: options.breaker?.pauseMs ?? 10_000,
    });
    this.#failures = new FailureFactory(
      options.provider,
      this.mask,
      options.hints ?? {},
      options.maxResponseBytes ?? 64 * 1024 * 1024,
    );
    this.#retry = readRetry(options.retry ?? {});
  }

  /**
   * Sends a request and gives back the answer when it is a success.
   *
   * @throws ProviderError of kind `unknown-outcome` when a write may have been done though its answer
   * was lost, `unreachable` when it certainly was not, `aborted` on the caller's signal
   */
  async send(request: HttpRequest): Promise<HttpResponse> {
    if (effectOf(request) === 'write') {
      return this.#attempt(request);
    }
    const deadline = AbortSignal.timeout(
      this.#options.readDeadlineMs ?? 90_000,
    );
    const signal = AbortSignal.any([request.signal, deadline]);
    let last: unknown;
    const attempts = this.#retry.execute(async () => {
      if (signal.aborted) {
        throw this.#failures.aborted();
      }
      try {
        return await this.#attempt({ ...request, signal });
      } catch (error) {
        if (!isProviderError(error, 'aborted')) {
          last = error;
        }
        throw error;
      }
    });
    try {
      // pauses between attempts can't be cancelled, so waiting for them is
      return await raceAbort(attempts, signal, () => this.#failures.aborted());
    } catch (error) {
      if (deadline.aborted && !request.signal.aborted) {
        throw last ?? this.#failures.late(request);
      }
      throw error;
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #attempt(request: HttpRequest): Promise<HttpResponse> {
    return this.#governor.run(
      new URL(request.url).origin,
      request.signal,
      () => this.#failures.aborted(),
      () => this.#logged(request),
    );
  }

  async #logged(request: HttpRequest): Promise<HttpResponse> {
    const started = performance.now();
    let head: AnswerHead | undefined;
    let outcome = 'failed';
    try {
      const response = await exchange(request, {
        dispatcher: this.#agent,
        failures: this.#failures,
        decodeFailure: this.#options.decodeFailure,
        timeoutMs: this.#options.requestTimeoutMs ?? 30_000,
        onHead: answer => {
          head = answer;
        },
      });
      outcome = String(response.status);
      return response;
    } catch (error) {
      if (isProviderError(error)) {
        outcome = `${head?.status ?? ''} ${error.kind}`.trim();
      }
      throw error;
    } finally {
      this.#log(request, outcome, head, performance.now() - started);
    }
  }

  #log(
    request: HttpRequest,
    outcome: string,
    head: AnswerHead | undefined,
    ms: number,
  ) {
    const rejected = head !== undefined && head.status >= 400;
    const requestId =
      head?.headers[this.#options.requestIdHeader ?? 'x-request-id'];
    this.#options.logger.debug(
      this.mask.apply(
        `${this.#options.provider}: ${request.method} ${
          request.template
        } ${outcome} in ${Math.round(ms)} ms`,
      ),
      {
        provider: this.#options.provider,
        ...(requestId && { requestId }),
        ...(rejected &&
          request.body !== undefined && {
            sent: this.mask.apply(JSON.stringify(redactFields(request.body))),
          }),
      },
    );
  }
}
