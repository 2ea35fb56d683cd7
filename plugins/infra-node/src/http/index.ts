export { HttpTransport, type HttpTransportOptions } from './HttpTransport';
export { raceAbort } from './raceAbort';
export type { ConfigHints } from './failures';
export { kindOfStatus, readRetryAfter } from './failureOfStatus';
export type { RetryOptions } from './readRetry';
export { clip, isSecretField, redactFields, SecretMask } from './redact';
export type {
  DecodedFailure,
  FailureDecoder,
  HttpEffect,
  HttpFailure,
  HttpMethod,
  HttpRequest,
  HttpResponse,
  ProviderPart,
} from './types';
