import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Response } from 'express';

/** Text that has been made already is kept up to so many bytes while the reader is slow. */
const AHEAD = 64 * 1024;

/**
 * Answers with text that is made while it is sent, as fast as the reader takes it: what nobody has asked for yet is not
 * made, and nothing is once the reader is gone. What goes wrong before anything is sent is thrown; afterwards the
 * connection is cut, so that nobody takes a part for the whole.
 */
export async function sendLines(
  response: Response,
  answer: {
    lines: AsyncGenerator<string, void>;
    type: string;
    fileName: string;
    logger: LoggerService;
  },
): Promise<void> {
  const { lines, type, fileName, logger } = answer;
  const first = await nonEmpty(lines);
  response.set({
    'content-type': `${type}; charset=utf-8`,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  const text = Readable.from(begunWith(first, lines), {
    objectMode: false,
    highWaterMark: AHEAD,
  });
  try {
    await pipeline(text, response);
  } catch (error) {
    await lines.return();
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      logger.error(`${fileName} broke off midway`, error as Error);
    }
    response.destroy();
  }
}

/** The next piece that has anything in it; streams of bytes end at one that has not. */
async function nonEmpty(
  lines: AsyncGenerator<string, void>,
): Promise<string | undefined> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done || value) {
      return done ? undefined : value;
    }
  }
}

async function* begunWith(
  first: string | undefined,
  lines: AsyncGenerator<string, void>,
) {
  for (let next = first; next !== undefined; next = await nonEmpty(lines)) {
    yield Buffer.from(next);
  }
}
