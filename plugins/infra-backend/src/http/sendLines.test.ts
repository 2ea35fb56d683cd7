import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { sendLines } from './sendLines';

const LINE = `${'x'.repeat(499)}\n`;
const ROWS = 100_000;
const PAGE = 250;

const tick = () => new Promise(resolve => setImmediate(resolve));

describe('sendLines', () => {
  const stops: Array<() => void> = [];
  afterEach(() => stops.splice(0).forEach(stop => stop()));

  async function serve(lines: () => AsyncGenerator<string, void>) {
    const logger = mockServices.logger.mock();
    const thrown: unknown[] = [];
    const handled = new Promise<void>(resolve => {
      const app = express().get('/', async (_, response) => {
        try {
          await sendLines(response, {
            lines: lines(),
            type: 'text/csv',
            fileName: 'x.csv',
            logger,
          });
        } catch (error) {
          thrown.push(error);
          response.status(500).end();
        }
        resolve();
      });
      const server = createServer(app).listen(0, '127.0.0.1');
      stops.push(() => {
        server.closeAllConnections();
        server.close();
      });
      thrown.push(server);
    });
    const server = thrown.shift() as ReturnType<typeof createServer>;
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const request = get({ port, host: '127.0.0.1', agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return { request, response, handled, thrown, logger };
  }

  /** Rows as an export has them, and how far it has come. */
  function rows() {
    const made = { bytes: 0, stopped: false };
    async function* lines() {
      try {
        for (let at = 0; at < ROWS; at += PAGE) {
          await tick();
          made.bytes += LINE.length * PAGE;
          yield LINE.repeat(PAGE);
        }
      } finally {
        made.stopped = true;
      }
    }
    return { made, lines };
  }

  it('makes no more than the reader takes, and sends all of it', async () => {
    const { made, lines } = rows();
    const { response } = await serve(lines);
    // the reader does not read: what is on its way fills up, and then nothing is made any more
    let before = -1;
    while (made.bytes !== before) {
      before = made.bytes;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(made.bytes).toBeLessThan((ROWS * LINE.length) / 3);

    let read = 0;
    for await (const part of response) {
      read += part.length;
    }
    expect(read).toBe(ROWS * LINE.length);
    expect(response.complete).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="x.csv"',
    });
  });

  it('stops when the reader goes', async () => {
    const { made, lines } = rows();
    const { request, handled, logger } = await serve(lines);
    request.destroy();
    await handled;

    expect(made.stopped).toBe(true);
    expect(made.bytes).toBeLessThan(ROWS * LINE.length);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('cuts the connection when it breaks off midway', async () => {
    async function* lines() {
      yield 'a\n';
      throw new Error('The database is gone');
    }
    const { response, handled, logger } = await serve(lines);
    const reading = (async () => {
      for await (const part of response) {
        expect(String(part)).toBe('a\n');
      }
    })();
    await expect(reading).rejects.toThrow('aborted');
    await handled;

    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('throws what goes wrong before anything is sent', async () => {
    // eslint-disable-next-line require-yield -- it does not get that far
    async function* lines() {
      throw new Error('Never');
    }
    const { response, handled, thrown } = await serve(lines);
    await handled;

    expect(response.statusCode).toBe(500);
    expect(thrown).toEqual([new Error('Never')]);
  });

  it('sends nothing when there is nothing', async () => {
    async function* lines() {
      yield '';
    }
    const { response } = await serve(lines);
    response.resume();
    await once(response, 'end');
    expect([response.statusCode, response.complete]).toEqual([200, true]);
  });
});
