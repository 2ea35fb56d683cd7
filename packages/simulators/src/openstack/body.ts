import { asJson, isJson, type Json } from '../kernel/json';
import { ApiError, type Call, type Reply } from '../kernel/http/types';

const MAX_BODY = 114_688;

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export function titleOf(status: number): string {
  return titles[status] ?? 'Error';
}

/** The body webob makes when the request never reached the service's code. */
export function plainBody(status: number, message: string): Json {
  return {
    message: `${message}<br /><br />\n\n\n`,
    code: `${status} ${titleOf(status)}`,
    title: titleOf(status),
  };
}

export function plainReply(status: number, message: string): Reply {
  return {
    status,
    body: plainBody(status, message),
    headers: { 'Content-Type': 'application/json' },
  };
}

export const notFoundText = 'The resource could not be found.';

/** Keystone, Nova and Cinder refuse bodies over 112 KiB. */
export function limitBody(call: Call): void {
  if (call.rawBody.length > MAX_BODY) {
    const text = `Request is too large. Larger than max_request_body_size (${MAX_BODY}).`;
    throw new ApiError(413, text, { body: plainBody(413, text) });
  }
}

/** The body as an object; `malformed` is what the service says otherwise. */
export function readJson(call: Call, malformed: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(call.rawBody.toString('utf8'));
  } catch {
    throw new ApiError(400, malformed);
  }
  if (!isJson(value)) {
    throw new ApiError(400, malformed);
  }
  return value;
}

/** The object under the one key every OpenStack body has. */
export function readWrapped(call: Call, key: string, malformed: string): Json {
  const body = readJson(call, malformed);
  if (!isJson(body[key])) {
    throw new ApiError(400, malformed);
  }
  return asJson(body[key]);
}

/** `?flag`, `?flag=1`, `?flag=true`; `false` and `0` mean no. */
export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && !['0', 'false', 'no'].includes(value.toLowerCase());
}
