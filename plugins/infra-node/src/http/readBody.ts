import type { Readable } from 'node:stream';

/** The body was longer than it may be. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/**
 * Reads a body into memory, up to a limit.
 * @throws BodyTooLargeError as soon as the limit is passed; the rest is not read
 */
export async function readBody(
  stream: Readable,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > maxBytes) {
      // leaving the loop destroys the stream and with it the connection
      throw new BodyTooLargeError();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/** What a body turned out to be. */
export type ParsedBody =
  | { type: 'empty' }
  | { type: 'json'; value: unknown }
  | { type: 'other' };

/**
 * Reads a body as JSON by what it is and not by what its header says: many APIs
 * send a content type with nothing behind it, or JSON called text.
 */
export function parseBody(text: string): ParsedBody {
  const trimmed = text.trimStart();
  if (trimmed === '') {
    return { type: 'empty' };
  }
  try {
    return { type: 'json', value: JSON.parse(trimmed) };
  } catch {
    return { type: 'other' };
  }
}
