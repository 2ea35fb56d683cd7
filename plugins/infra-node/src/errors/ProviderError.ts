/**
 * What can go wrong between us and a provider.
 *
 * - `unreachable`, `timeout`, `unavailable`: it can't be spoken to now; a read may be repeated
 * - `rate-limited`: it asks for patience
 * - `unauthorized`, `forbidden`: our account is not good enough
 * - `misconfigured`: what the configuration says does not exist there
 * - `not-found`, `conflict`, `invalid`: the object or the request
 * - `quota-exceeded`: the tenant's limit at the provider; `capacity`: nothing fits
 * - `unknown-outcome`: a write whose answer was lost. Look before repeating
 * - `unexpected-answer`: not what the API promises
 * - `aborted`: we gave up ourselves
 * @public
 */
export type ProviderErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'unavailable'
  | 'rate-limited'
  | 'unauthorized'
  | 'forbidden'
  | 'misconfigured'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'quota-exceeded'
  | 'capacity'
  | 'unknown-outcome'
  | 'unexpected-answer'
  | 'aborted';

/** Parts of a {@link ProviderError}. @public */
export interface ProviderErrorOptions {
  provider: string;
  kind: ProviderErrorKind;
  /** one plain sentence without secrets, fit for the person who asked */
  message: string;
  /** the provider's words and request id, for the SRE; without secrets */
  detail?: string;
  /** HTTP status the provider answered with */
  upstreamStatus?: number;
  /** how long the provider asked us to wait */
  retryAfterMs?: number;
  cause?: unknown;
}

const TRANSIENT: readonly ProviderErrorKind[] = [
  'unreachable',
  'timeout',
  'unavailable',
  'rate-limited',
];

/**
 * The only error a provider throws.
 *
 * It deliberately has no `status` or `statusCode`: the portal would answer its own caller
 * with the provider's. Details are not enumerable, so that they never reach a browser by accident.
 * @public
 */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly provider: string;
  readonly kind: ProviderErrorKind;
  declare readonly detail: string;
  declare readonly upstreamStatus: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(options: ProviderErrorOptions) {
    super(options.message, { cause: options.cause });
    this.provider = options.provider;
    this.kind = options.kind;
    this.retryAfterMs = options.retryAfterMs;
    Object.defineProperty(this, 'detail', { value: options.detail ?? '' });
    Object.defineProperty(this, 'upstreamStatus', {
      value: options.upstreamStatus,
    });
  }

  /** True when the same read may succeed a little later. */
  get transient(): boolean {
    return TRANSIENT.includes(this.kind);
  }
}

/** True for a {@link ProviderError}, optionally of one of the given kinds. @public */
export function isProviderError(
  error: unknown,
  ...kinds: ProviderErrorKind[]
): error is ProviderError {
  return (
    error instanceof Error &&
    error.name === 'ProviderError' &&
    (kinds.length === 0 || kinds.includes((error as ProviderError).kind))
  );
}
