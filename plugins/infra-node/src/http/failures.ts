import { ProviderError, type ProviderErrorKind } from '../errors/ProviderError';
import { readNetworkFailure, type NetworkFailure } from './networkFailure';
import { BodyTooLargeError } from './readBody';
import { clip, type SecretMask } from './redact';
import type { HttpEffect, HttpRequest } from './types';

/** Keys of the configuration, for sentences that say where to look. @public */
export interface ConfigHints {
  /** key of the address */
  url?: string;
  /** key of the certificate authority or fingerprint */
  ca?: string;
  /** key of how long to wait */
  timeouts?: string;
}

/** Makes the errors of one provider: masked, clipped, of one form. */
export class FailureFactory {
  constructor(
    readonly provider: string,
    readonly mask: SecretMask,
    readonly hints: ConfigHints,
    readonly maxResponseBytes: number,
  ) {}

  make(options: {
    kind: ProviderErrorKind;
    message: string;
    detail?: string;
    upstreamStatus?: number;
    retryAfterMs?: number;
    cause?: unknown;
  }): ProviderError {
    return new ProviderError({
      ...options,
      provider: this.provider,
      message: this.mask.apply(options.message),
      detail: this.mask.apply(clip(options.detail ?? '', 2000)),
    });
  }

  aborted(cause?: unknown): ProviderError {
    return this.make({
      kind: 'aborted',
      message: `The request to ${this.provider} was given up.`,
      cause,
    });
  }

  /** For a read that used up its time without a single answer. */
  late(request: HttpRequest): ProviderError {
    return this.make({
      kind: 'timeout',
      message: `${this.who(request)} did not answer in time${this.lookWhenLate(
        request,
      )}.`,
      detail: `${request.method} ${request.template}`,
    });
  }

  /** For a request that got no complete answer. */
  unanswered(
    request: HttpRequest,
    effect: HttpEffect,
    error: unknown,
    timedOut: boolean,
  ): ProviderError {
    const where = `${request.method} ${request.template}`;
    if (request.signal.aborted) {
      return this.aborted(error);
    }
    if (error instanceof BodyTooLargeError) {
      return this.make({
        kind: effect === 'read' ? 'unexpected-answer' : 'unknown-outcome',
        message: `${this.who(request)} sent an answer of more than ${
          this.maxResponseBytes
        } bytes${this.look(this.address(request))}.`,
        detail: where,
      });
    }
    const failure: NetworkFailure = timedOut
      ? {
          kind: 'timeout',
          reason: 'no answer came in time',
          beforeSending: false,
          certificate: false,
        }
      : readNetworkFailure(error);
    const lost = effect === 'write' && !failure.beforeSending;
    return this.make({
      kind: lost ? 'unknown-outcome' : failure.kind,
      message: lost
        ? `It is unknown whether ${
            request.part?.name ?? this.provider
          } did what it was asked: ${failure.reason}.`
        : `${this.who(request)} can't be reached: ${failure.reason}${
            failure.kind === 'timeout'
              ? this.lookWhenLate(request)
              : this.look(
                  failure.certificate ? this.hints.ca : this.address(request),
                )
          }.`,
      detail: `${where}: ${error}`,
      cause: error,
    });
  }

  /** For an answer below 400 that the API does not promise. */
  strange(
    request: HttpRequest,
    effect: HttpEffect,
    answer: { status: number; location?: string; text: string },
  ): ProviderError {
    const redirect = answer.status >= 300;
    return this.make({
      kind:
        effect === 'read' || redirect ? 'unexpected-answer' : 'unknown-outcome',
      message: `${this.who(request)} answered with ${
        redirect ? 'a redirect' : 'something that is not JSON'
      }${this.look(this.address(request))}.`,
      detail: `${request.method} ${request.template} → ${answer.status}: ${
        answer.location ?? clip(answer.text, 500)
      }`,
      upstreamStatus: answer.status,
    });
  }

  /** Who answers, at the beginning of a sentence. */
  private who({ part }: HttpRequest): string {
    return part
      ? `${part.name.charAt(0).toUpperCase()}${part.name.slice(1)}`
      : this.provider;
  }

  private address({ part }: HttpRequest): string | undefined {
    return part?.look ?? this.hints.url;
  }

  private lookWhenLate(request: HttpRequest): string {
    const { timeouts } = this.hints;
    const url = this.address(request);
    return url && timeouts
      ? `; check ${url}, or ${timeouts} if it is only slow`
      : this.look(url ?? timeouts);
  }

  private look(key: string | undefined): string {
    return key ? `; check ${key}` : '';
  }
}
