import { request as send, type Dispatcher } from 'undici';
import type { FailureFactory } from './failures';
import { readRetryAfter } from './failureOfStatus';
import { parseBody, readBody } from './readBody';
import { clip } from './redact';
import type {
  FailureDecoder,
  HttpEffect,
  HttpRequest,
  HttpResponse,
} from './types';

/** What every attempt needs to know. */
export interface ExchangeContext {
  dispatcher: Dispatcher;
  failures: FailureFactory;
  decodeFailure: FailureDecoder;
  timeoutMs: number;
  /** called when the head of an answer is there, for the log */
  onHead: (head: AnswerHead) => void;
}

/** Status and headers of an answer. */
export interface AnswerHead {
  status: number;
  headers: Record<string, string>;
}

/** What a request does, said or following from its method. */
export function effectOf(request: HttpRequest): HttpEffect {
  return (
    request.effect ??
    (request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write')
  );
}

function encodeForm(form: NonNullable<HttpRequest['form']>): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const one of [value].flat()) {
      pairs.append(name, one);
    }
  }
  return pairs.toString();
}

function encode(request: HttpRequest): {
  body?: string | Uint8Array;
  headers: Record<string, string>;
} {
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(typeof request.headers === 'function'
      ? request.headers()
      : request.headers),
  };
  if (request.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded';
    return { headers, body: encodeForm(request.form) };
  }
  if (request.bytes) {
    headers['content-type'] = request.bytes.type;
    return { headers, body: request.bytes.data };
  }
  if (request.body !== undefined) {
    headers['content-type'] ??= 'application/json';
    return { headers, body: JSON.stringify(request.body) };
  }
  return { headers };
}

function flatten(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value ?? '',
    ]),
  );
}

async function receive(
  request: HttpRequest,
  context: ExchangeContext,
): Promise<AnswerHead & { statusText: string; text: string }> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? context.timeoutMs);
  try {
    const answer = await send(request.url, {
      method: request.method,
      ...encode(request),
      dispatcher: context.dispatcher,
      signal: AbortSignal.any([request.signal, timeout]),
    });
    const head = {
      status: answer.statusCode,
      headers: flatten(answer.headers),
    };
    context.onHead(head);
    const text = await readBody(answer.body, context.failures.maxResponseBytes);
    return { ...head, statusText: answer.statusText, text };
  } catch (error) {
    throw context.failures.unanswered(
      request,
      effectOf(request),
      error,
      timeout.aborted,
    );
  }
}

/**
 * Sends a request once and reads the answer.
 * @throws ProviderError always, whatever goes wrong
 */
export async function exchange(
  request: HttpRequest,
  context: ExchangeContext,
): Promise<HttpResponse> {
  const effect = effectOf(request);
  const { status, statusText, headers, text } = await receive(request, context);
  const parsed = parseBody(text);
  const body = parsed.type === 'json' ? parsed.value : undefined;

  if (status >= 400) {
    const decoded = context.decodeFailure(
      {
        status,
        statusText,
        headers,
        body,
        text: parsed.type === 'other' ? clip(text, 500) : '',
      },
      { ...request, effect },
    );
    throw context.failures.make({
      ...decoded,
      detail: `${request.method} ${request.template} → ${status}: ${
        decoded.detail ?? ''
      }`,
      upstreamStatus: status,
      retryAfterMs: readRetryAfter(headers['retry-after']),
    });
  }
  const expected = status < 300 || request.expect?.includes(status);
  if (!expected || parsed.type === 'other') {
    throw context.failures.strange(request, effect, {
      status,
      location: headers.location,
      text,
    });
  }
  return { status, headers, body };
}
