import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ProviderError } from '../errors/ProviderError';
import { kindOfStatus } from './failureOfStatus';
import { HttpTransport, type HttpTransportOptions } from './HttpTransport';
import { startTestServer } from './testServer';
import type { HttpRequest } from './types';

describe('HttpTransport', () => {
  const closers: Array<() => Promise<void>> = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map(close => close()));
  });

  const lines: Array<{ message: string; meta: unknown }> = [];
  const logger: LoggerService = {
    ...mockServices.logger.mock(),
    debug: (message: string, meta?: unknown) => {
      lines.push({ message, meta });
    },
  } as LoggerService;

  function transport(options: Partial<HttpTransportOptions> = {}) {
    const made = new HttpTransport({
      provider: 'os-test',
      logger,
      decodeFailure: (refusal, request) => ({
        kind: kindOfStatus(refusal.status, request.effect ?? 'read'),
        message: `It answered ${refusal.status}.`,
        detail: JSON.stringify(refusal.body ?? refusal.text),
      }),
      hints: { url: 'infra.test[0].url', ca: 'infra.test[0].ca' },
      retry: { attempts: 2, initialDelayMs: 5, maxDelayMs: 20 },
      ...options,
    });
    closers.push(() => made.close());
    return made;
  }

  /** Answers the first request with the first handler and so on; the last one repeats. */
  async function server(...handlers: RequestListener[]) {
    const seen: Array<{ method?: string; url?: string; body: string }> = [];
    const started = await startTestServer(
      async (req: IncomingMessage, res: ServerResponse) => {
        const chunks: Buffer[] = [];
        for await (const chunk of req) {
          chunks.push(chunk);
        }
        seen.push({
          method: req.method,
          url: req.url,
          body: Buffer.concat(chunks).toString(),
        });
        const index = Math.min(seen.length, handlers.length) - 1;
        handlers[index](req, res);
      },
    );
    closers.push(started.close);
    return { ...started, seen };
  }

  const json =
    (status: number, body: unknown, headers = {}): RequestListener =>
    (_, res) => {
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      res.end(JSON.stringify(body));
    };
  const reset: RequestListener = (_, res) => {
    res.socket?.resetAndDestroy();
  };
  const cutShort: RequestListener = (_, res) => {
    res.writeHead(200, { 'Content-Length': '1000' });
    res.write('{"half":');
    setTimeout(() => res.socket?.destroy(), 10);
  };
  const never: RequestListener = () => undefined;

  const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'GET',
    url,
    template: '/things',
    signal: new AbortController().signal,
    ...more,
  });
  const post = (url: string, more: Partial<HttpRequest> = {}): HttpRequest =>
    get(url, { method: 'POST', body: { a: 1 }, ...more });

  async function failure(promise: Promise<unknown>): Promise<ProviderError> {
    const error = await promise.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  }

  it('gives back parsed JSON with lower-case header names', async () => {
    const { url } = await server(json(200, { ok: 1 }, { 'X-Thing': 'Yes' }));
    const response = await transport().send(get(url));
    expect(response).toMatchObject({ status: 200, body: { ok: 1 } });
    expect(response.headers['x-thing']).toBe('Yes');
  });

  it('takes an empty answer with a content type as no body', async () => {
    const { url } = await server((_, res) => {
      res.writeHead(201, { 'Content-Type': 'text/html; charset=UTF-8' });
      res.end();
    });
    expect((await transport().send(post(url))).body).toBeUndefined();
  });

  it('sends form fields urlencoded', async () => {
    const { url, seen } = await server(json(200, {}));
    await transport().send(
      get(url, {
        method: 'POST',
        form: { user: 'a b', op: '1', tag: ['x;y', 'z'] },
      }),
    );
    expect(seen[0].body).toBe('user=a+b&op=1&tag=x%3By&tag=z');
  });

  it('sends bytes as they are, with their length', async () => {
    let length: string | undefined;
    const { url, seen } = await server((req, res) => {
      length = req.headers['content-length'];
      json(200, {})(req, res);
    });
    await transport().send(
      get(url, {
        method: 'POST',
        bytes: { type: 'text/x-test', data: Buffer.from('a&b=ü') },
      }),
    );
    expect(seen[0].body).toBe('a&b=ü');
    expect(length).toBe('6');
  });

  it('asks for headers anew for each attempt', async () => {
    const signatures: unknown[] = [];
    const { url } = await server(
      (req, res) => {
        signatures.push(req.headers.authorization);
        json(503, {})(req, res);
      },
      (req, res) => {
        signatures.push(req.headers.authorization);
        json(200, {})(req, res);
      },
    );
    let nonce = 0;
    await transport().send(
      get(url, { headers: () => ({ authorization: `n${++nonce}` }) }),
    );
    expect(signatures).toEqual(['n1', 'n2']);
  });

  it('hands the reason phrase of a refusal to the decoder', async () => {
    const { url } = await server((_, res) => {
      res.writeHead(500, 'VM is locked (clone)');
      res.end();
    });
    const error = await failure(
      transport({
        decodeFailure: ({ statusText }) => ({
          kind: 'conflict',
          message: `${statusText}.`,
        }),
      }).send(get(url)),
    );
    expect(error.message).toBe('VM is locked (clone).');
  });

  it('says that a refused connection was refused, for writes too', async () => {
    const gone = await server(json(200, {}));
    await gone.close();
    const read = await failure(
      transport({ retry: { attempts: 0 } }).send(get(gone.url)),
    );
    expect(read).toMatchObject({ kind: 'unreachable', transient: true });
    expect(read.message).toBe(
      "os-test can't be reached: the connection was refused; check infra.test[0].url.",
    );
    const write = await failure(transport().send(post(gone.url)));
    expect(write.kind).toBe('unreachable');
  });

  it('repeats a read whose connection was reset', async () => {
    const { url, seen } = await server(reset, cutShort, json(200, { n: 3 }));
    const response = await transport().send(get(url));
    expect(response.body).toEqual({ n: 3 });
    expect(seen).toHaveLength(3);
  });

  it.each([
    ['reset', reset],
    ['cut short', cutShort],
    ['never answered', never],
    ['answered by a gateway that gave up', json(504, {})],
  ])(
    'sends a write once and does not know its outcome when it was %s',
    async (_, handler) => {
      const { url, seen } = await server(handler, json(200, {}));
      const error = await failure(
        // long enough to be sent from a busy machine
        transport().send(post(url, { timeoutMs: 2_000 })),
      );
      expect(error.kind).toBe('unknown-outcome');
      expect(seen).toHaveLength(1);
    },
  );

  it('gives up a slow read in time', async () => {
    const { url, seen } = await server(never);
    const error = await failure(
      transport({
        requestTimeoutMs: 1_000,
        retry: { attempts: 1, initialDelayMs: 1 },
      }).send(get(url)),
    );
    expect(error).toMatchObject({ kind: 'timeout', transient: true });
    expect(seen).toHaveLength(2);
  });

  it('ends all attempts of a read at its deadline, with the last reason', async () => {
    const { url, seen } = await server(json(503, {}));
    const attempts = 1000;
    const error = await failure(
      transport({
        readDeadlineMs: 1000,
        retry: { attempts, initialDelayMs: 60, maxDelayMs: 60 },
        breaker: { failures: 2 * attempts },
      }).send(get(url)),
    );
    expect(error.upstreamStatus).toBe(503);
    expect(seen.length).toBeLessThan(attempts);
  });

  it('repeats a read after 503 but not a write', async () => {
    const first = await server(json(503, {}), json(200, { n: 2 }));
    expect((await transport().send(get(first.url))).body).toEqual({ n: 2 });
    const second = await server(json(503, {}), json(200, {}));
    const error = await failure(transport().send(post(second.url)));
    expect(error.kind).toBe('unavailable');
    expect(second.seen).toHaveLength(1);
  });

  it('repeats a login although it is a POST', async () => {
    const { url, seen } = await server(reset, json(201, { token: {} }));
    await transport().send(post(url, { effect: 'read' }));
    expect(seen).toHaveLength(2);
  });

  it('waits as long as Retry-After asks', async () => {
    const { url } = await server(
      json(429, {}, { 'Retry-After': '1' }),
      json(200, { n: 2 }),
    );
    const started = Date.now();
    expect((await transport().send(get(url))).body).toEqual({ n: 2 });
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  });

  it('does not wait when Retry-After asks for too much', async () => {
    const { url, seen } = await server(
      json(429, {}, { 'Retry-After': '3600' }),
    );
    const error = await failure(transport().send(get(url)));
    expect(error).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
    });
    expect(seen).toHaveLength(1);
  });

  it('takes the HTML page of a proxy for no answer', async () => {
    const { url } = await server((_, res) => {
      res.writeHead(200, { 'Content-Type': 'text/html' });
      res.end('<html>Sign in to the corporate network</html>');
    });
    const error = await failure(transport().send(get(url)));
    expect(error.kind).toBe('unexpected-answer');
    expect(error.message).toBe(
      'os-test answered with something that is not JSON; check infra.test[0].url.',
    );
    expect(error.detail).toContain('corporate network');
  });

  it('follows no redirect, but takes a status the caller expects', async () => {
    const handler = json(
      300,
      { versions: [] },
      { Location: 'http://evil.test/' },
    );
    const { url } = await server(handler);
    const error = await failure(transport().send(get(url)));
    expect(error.kind).toBe('unexpected-answer');
    expect(error.detail).toContain('evil.test');
    const response = await transport().send(get(url, { expect: [300] }));
    expect(response.body).toEqual({ versions: [] });
  });

  it('stops reading an answer that is too large', async () => {
    const { url } = await server((_, res) => {
      res.writeHead(200);
      res.end('x'.repeat(200_000));
    });
    const error = await failure(
      transport({ maxResponseBytes: 100_000 }).send(get(url)),
    );
    expect(error.kind).toBe('unexpected-answer');
    expect(error.message).toContain('more than 100000 bytes');
  });

  it('ends on the signal of the caller: under way, in the queue and in a pause', async () => {
    const slow = await server(never);
    const busy = transport({ concurrency: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const underWay = busy.send(get(slow.url, { signal: first.signal }));
    const queued = busy.send(get(slow.url, { signal: second.signal }));
    second.abort();
    expect((await failure(queued)).kind).toBe('aborted');
    first.abort();
    expect((await failure(underWay)).kind).toBe('aborted');

    const failing = await server(json(503, {}));
    const third = new AbortController();
    const pausing = transport({
      retry: { attempts: 5, initialDelayMs: 60_000, maxDelayMs: 60_000 },
    }).send(get(failing.url, { signal: third.signal }));
    setTimeout(() => third.abort(), 50);
    expect((await failure(pausing)).kind).toBe('aborted');
  });

  it('gives the turn of an aborted request to the next one', async () => {
    const { url } = await server((_, res) => {
      setTimeout(() => res.end('{}'), 50);
    }, json(200, { n: 'next' }));
    const busy = transport({ concurrency: 1 });
    const aborted = new AbortController();
    const running = busy.send(get(url));
    const queued = busy.send(get(url, { signal: aborted.signal }));
    const last = busy.send(get(url));
    aborted.abort();
    await failure(queued);
    await running;
    expect((await last).body).toEqual({ n: 'next' });
  });

  it('has no more requests under way than it may', async () => {
    let now = 0;
    let most = 0;
    const { url } = await server((_, res) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        res.end('{}');
      }, 10);
    });
    const bounded = transport({ concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, () => bounded.send(get(url))));
    expect(most).toBe(3);
  });

  it('leaves an endpoint alone that keeps failing, and probes it once', async () => {
    const ill = await server(
      json(503, {}),
      json(503, {}),
      json(200, { well: true }),
    );
    const well = await server(json(200, {}));
    const breaking = transport({
      retry: { attempts: 0 },
      breaker: { failures: 2, pauseMs: 100 },
    });
    await failure(breaking.send(get(ill.url)));
    await failure(breaking.send(get(ill.url)));
    const refused = await failure(breaking.send(get(ill.url)));
    expect(refused).toMatchObject({ kind: 'unavailable' });
    expect(refused.detail).toContain('left alone');
    expect(ill.seen).toHaveLength(2);
    // another service of the same cloud is not concerned
    await breaking.send(get(well.url));
    await new Promise(resolve => setTimeout(resolve, 120));
    expect((await breaking.send(get(ill.url))).body).toEqual({ well: true });
  });

  it('does not take refusals for illness', async () => {
    const { url, seen } = await server(json(404, {}));
    const breaking = transport({ breaker: { failures: 2, pauseMs: 60_000 } });
    for (let i = 0; i < 5; i++) {
      expect((await failure(breaking.send(get(url)))).kind).toBe('not-found');
    }
    expect(seen).toHaveLength(5);
  });

  it('writes no secret to the log or into an error', async () => {
    lines.length = 0;
    const { url } = await server((req, res) => {
      res.writeHead(400, { 'Content-Type': 'application/json' });
      res.end(
        JSON.stringify({ said: `bad password hunter-2-hunter ${req.url}` }),
      );
    });
    const masked = transport();
    masked.mask.add('hunter-2-hunter');
    const error = await failure(
      masked.send(
        post(`${url}/things/42?q=secret`, {
          headers: { 'x-auth-token': 'tok-en' },
          body: { user: { name: 'u', password: 'hunter-2-hunter' }, n: 1 },
        }),
      ),
    );
    expect(error.detail).toContain('bad password [redacted]');
    const logged = JSON.stringify(lines);
    expect(logged).toContain('POST /things 400 invalid in');
    expect(logged).toContain('"sent"');
    for (const secret of ['hunter-2-hunter', 'tok-en', 'q=secret']) {
      expect(logged).not.toContain(secret);
      expect(JSON.stringify([error.message, error])).not.toContain(secret);
    }
  });

  it('logs the id that the provider gave the request', async () => {
    lines.length = 0;
    const { url } = await server(json(200, {}, { 'X-Request-Id': 'req-7' }));
    await transport().send(get(url));
    expect(lines[0]).toMatchObject({
      message: expect.stringMatching(/^os-test: GET \/things 200 in \d+ ms$/),
      meta: { provider: 'os-test', requestId: 'req-7' },
    });
  });
});
