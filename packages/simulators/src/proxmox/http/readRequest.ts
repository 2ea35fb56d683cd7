import type { IncomingMessage } from 'node:http';
import type { RawParameters } from '../schema/checkParameters';
import { decodeForm } from './formBody';
import { decodeMultipart, type Multipart } from './multipart';

const BODY_LIMIT = 512 * 1024;
const UPLOAD_LIMIT = 64 * 1024 * 1024;

/** A refusal of the HTTP server itself: plain text, before any API code. */
export class TransportError extends Error {
  constructor(readonly status: number, message: string, readonly body: string) {
    super(message);
  }
}

function refuse(status: number, text: string, body = text): TransportError {
  return new TransportError(status, text, body);
}

function contentLength(req: IncomingMessage): number {
  return Number(req.headers['content-length'] ?? 0);
}

/** What AnyEvent.pm refuses by looking at the headers only. */
export function checkHeaders(req: IncomingMessage): void {
  const method = req.method ?? '';
  if (!['GET', 'POST', 'PUT', 'DELETE'].includes(method)) {
    throw refuse(501, `method '${method}' not available`, '');
  }
  if (req.headers['transfer-encoding'] !== undefined) {
    throw refuse(501, 'chunked transfer encoding not supported');
  }
}

function checkBody(req: IncomingMessage, type: string): void {
  const method = req.method ?? '';
  const length = contentLength(req);
  if ((method === 'GET' || method === 'DELETE') && length > 0) {
    throw refuse(501, `Unexpected content for method '${method}'`);
  }
  const isUpload = type.startsWith('multipart/form-data');
  if (length > (isUpload ? UPLOAD_LIMIT : BODY_LIMIT)) {
    throw refuse(501, 'for data too large');
  }
  const known =
    isUpload ||
    type === '' ||
    type.startsWith('application/x-www-form-urlencoded') ||
    type.startsWith('application/json');
  if (length > 0 && !known) {
    throw refuse(506, `upload 'Content-Type '${type}' not implemented`);
  }
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function decodeJson(text: string): RawParameters {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as RawParameters;
    }
  } catch {
    // Perl's parser complains in its own way, below.
  }
  throw refuse(
    500,
    `malformed JSON string, neither tag, array, object, number, string or atom, at character offset ${text.length} (before "(end of string)") at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 934.`,
  );
}

/** Parameters of body and query; those of the query win. */
export async function readParameters(
  req: IncomingMessage,
  query: string,
): Promise<Multipart> {
  const type = req.headers['content-type'] ?? '';
  checkBody(req, type);
  const body = await readAll(req);
  let decoded: Multipart = { fields: {} };
  if (body.length > 0) {
    const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
    if (type.startsWith('multipart/form-data') && boundary) {
      decoded = decodeMultipart(body, boundary);
    } else if (type.startsWith('application/json')) {
      decoded = { fields: decodeJson(body.toString('utf8')) };
    } else {
      decoded = { fields: decodeForm(body.toString('utf8')) };
    }
  }
  return {
    ...decoded,
    fields: { ...decoded.fields, ...decodeForm(query) },
  };
}
