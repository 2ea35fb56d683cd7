import type { ProviderErrorKind } from '../errors/ProviderError';

/** Methods a provider client sends. @public */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * What a request does at the other end.
 *
 * A `read` is repeated when it fails for a passing reason. A `write` is sent once;
 * when its answer is lost, nobody knows what became of it. A login is a `read`.
 * @public
 */
export type HttpEffect = 'read' | 'write';

/** One request to a provider. @public */
export interface HttpRequest {
  method: HttpMethod;
  /** absolute address, with its query */
  url: string;
  /** the path with names in place of ids, `/servers/{id}`; the only form of the address that is logged */
  template: string;
  /** `read` for GET and HEAD, else `write`, when left out */
  effect?: HttpEffect;
  /** a function is asked anew for each attempt, for signatures that hold only once */
  headers?: Record<string, string> | (() => Record<string, string>);
  /** sent as JSON */
  body?: unknown;
  /** form fields, sent as `application/x-www-form-urlencoded`, lists by repeating the name; instead of `body` */
  form?: Record<string, string | readonly string[]>;
  /** bytes sent as they are; instead of `body` */
  bytes?: { type: string; data: Uint8Array };
  /** for one attempt, from the moment it is sent to the last byte of the answer; in ms */
  timeoutMs?: number;
  /** statuses below 400 beside 2xx that are answers and no surprise, such as 300 of a version list */
  expect?: readonly number[];
  /** what is asked, where it is a part of the provider with an address of its own */
  part?: ProviderPart;
  signal: AbortSignal;
}

/** A part of a provider that may be away while the rest answers. @public */
export interface ProviderPart {
  /** as in the middle of a sentence: `the network service of os-eu1` */
  name: string;
  /** where its address comes from, as behind "check": a configuration key, for example */
  look?: string;
}

/** The answer to a request. @public */
export interface HttpResponse {
  status: number;
  /** by lower-case name */
  headers: Record<string, string>;
  /** parsed JSON; undefined when the answer had no body */
  body: unknown;
}

/** An answer that says no. @public */
export interface HttpFailure {
  status: number;
  /** the reason phrase behind the status; empty when a proxy or HTTP/2 left it out */
  statusText: string;
  /** by lower-case name */
  headers: Record<string, string>;
  /** parsed JSON, if it was JSON */
  body: unknown;
  /** the beginning of the body as text; empty when it was JSON or had none */
  text: string;
}

/** What a vendor makes of an answer that says no. @public */
export interface DecodedFailure {
  kind: ProviderErrorKind;
  /** one plain sentence, fit for the person who asked */
  message: string;
  /** the provider's words */
  detail?: string;
}

/** Reads a vendor's error shapes; called once for each answer that says no. @public */
export type FailureDecoder = (
  failure: HttpFailure,
  request: HttpRequest,
) => DecodedFailure;
