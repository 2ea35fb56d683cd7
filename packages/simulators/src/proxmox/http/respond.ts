import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Reply } from '../../kernel/http/types';
import { WithTotal } from '../api/types';
import type { PveError } from '../errors';

export type Formatter = 'json' | 'extjs';

/** A reply with the text of its status line. */
export interface PveReply extends Reply {
  reason: string;
}

const JSON_TYPE = 'application/json;charset=UTF-8';

/** The status line takes the first line, and only what HTTP allows there. */
function reasonOf(message: string): string {
  return message.split('\n')[0].replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

export function success(formatter: Formatter, result: unknown): PveReply {
  const body =
    result instanceof WithTotal
      ? { data: result.data, total: result.total }
      : { data: result ?? null };
  return {
    status: 200,
    reason: 'OK',
    headers: { 'Content-Type': JSON_TYPE },
    body: formatter === 'extjs' ? { ...body, success: 1 } : body,
  };
}

export function refusal(formatter: Formatter, error: PveError): PveReply {
  // Only texts of Perl's `die` end with a newline.
  const end = error.status === 501 ? '' : '\n';
  const body = {
    data: null,
    message: `${error.message}${end}`,
    ...(error.errors ? { errors: error.errors } : {}),
  };
  const headers = { 'Content-Type': JSON_TYPE };
  if (formatter === 'extjs') {
    return {
      status: 200,
      reason: 'OK',
      headers,
      body: { ...body, success: 0, status: String(error.status) },
    };
  }
  return {
    status: error.status,
    reason: reasonOf(error.message),
    headers,
    body,
  };
}

/** No body and no Content-Type: what comes from the server, not from the API. */
export function bare(status: number, message: string, body = ''): PveReply {
  return {
    status,
    reason: reasonOf(message),
    body: body === '' ? undefined : `${body}`,
    headers: body === '' ? {} : { 'Content-Type': 'text/plain' },
  };
}

/** Serializes, compresses when asked, and closes the connection on errors. */
export function finish(req: IncomingMessage, reply: PveReply): PveReply {
  const headers: Record<string, string> = {
    Server: 'pve-api-daemon/3.0',
    'Cache-Control': 'max-age=0',
    Pragma: 'no-cache',
    ...reply.headers,
    ...(reply.status >= 400 ? { Connection: 'close' } : {}),
  };
  if (reply.body === undefined || typeof reply.body === 'string') {
    return { ...reply, headers };
  }
  const text = JSON.stringify(reply.body);
  const compress =
    text.length > 1024 &&
    /\bgzip\b/.test(String(req.headers['accept-encoding']));
  return {
    ...reply,
    headers: compress ? { ...headers, 'Content-Encoding': 'gzip' } : headers,
    body: compress ? gzipSync(text, { level: 1 }) : text,
  };
}
