import type { RequestListener } from 'node:http';
import { mockServices } from '@backstage/backend-test-utils';
import type { ProviderPart } from './types';
import { HttpTransport, type HttpTransportOptions } from './HttpTransport';
import { startTestServer } from './testServer';

const hints = {
  url: 'infra.test[0].url',
  ca: 'infra.test[0].ca',
  timeouts: 'infra.test[0].timeouts',
};

describe('where HttpTransport says to look', () => {
  const closers: Array<() => Promise<void>> = [];
  afterEach(async () => {
    await Promise.all(closers.splice(0).map(close => close()));
  });

  async function serve(handler: RequestListener) {
    const server = await startTestServer(handler);
    closers.push(server.close);
    return server;
  }

  function transport(options: Partial<HttpTransportOptions> = {}) {
    const made = new HttpTransport({
      provider: 'os-test',
      logger: mockServices.logger.mock(),
      decodeFailure: () => ({ kind: 'unavailable', message: 'It is ill.' }),
      hints,
      retry: { attempts: 0 },
      ...options,
    });
    closers.push(() => made.close());
    return made;
  }

  const send = (
    by: HttpTransport,
    url: string,
    method: 'GET' | 'POST' = 'GET',
    part?: ProviderPart,
  ) =>
    by.send({
      method,
      url,
      part,
      template: '/things',
      signal: new AbortController().signal,
    });

  it('is the time to wait as well when no answer came in time', async () => {
    const { url } = await serve(() => undefined);
    const sentence =
      'check infra.test[0].url, or infra.test[0].timeouts if it is only slow.';
    await expect(
      send(transport({ requestTimeoutMs: 500 }), url),
    ).rejects.toMatchObject({
      kind: 'timeout',
      message: `os-test can't be reached: no answer came in time; ${sentence}`,
    });
    await expect(
      send(transport({ readDeadlineMs: 30 }), url),
    ).rejects.toMatchObject({
      kind: 'timeout',
      message: `os-test did not answer in time; ${sentence}`,
    });
    await expect(
      send(
        transport({ requestTimeoutMs: 500, hints: { url: hints.url } }),
        url,
      ),
    ).rejects.toThrow(/in time; check infra\.test\[0\]\.url\.$/);
  });

  it('is what a part of the provider has its address from', async () => {
    const part = { name: 'the map of os-test', look: 'its atlas' };
    const { url } = await serve((req, res) =>
      req.method === 'POST' ? res.destroy() : undefined,
    );
    const late = transport({ requestTimeoutMs: 500 });
    await expect(send(late, url, 'GET', part)).rejects.toMatchObject({
      message:
        "The map of os-test can't be reached: no answer came in time; check its atlas, or infra.test[0].timeouts if it is only slow.",
    });
    await expect(send(late, url, 'POST', part)).rejects.toThrow(
      /^It is unknown whether the map of os-test did what it was asked/,
    );
    const { url: odd } = await serve((_, res) => res.end('<html>'));
    await expect(send(transport(), odd, 'GET', part)).rejects.toThrow(
      'The map of os-test answered with something that is not JSON; check its atlas.',
    );
  });

  it('is the address, not the authority, when TLS meets a server without it', async () => {
    const { port } = await serve((_, res) => res.end('{}'));
    await expect(
      send(transport(), `https://127.0.0.1:${port}`),
    ).rejects.toMatchObject({
      kind: 'misconfigured',
      message:
        "os-test can't be reached: it does not speak TLS on that port; check infra.test[0].url.",
    });
  });

  it('is the address when the answer is longer than it may be', async () => {
    const { url } = await serve((_, res) => res.end('x'.repeat(2_000)));
    await expect(
      send(transport({ maxResponseBytes: 1_000 }), url),
    ).rejects.toThrow(/1000 bytes; check infra\.test\[0\]\.url\.$/);
  });

  it('stays the same while a failing endpoint is left alone', async () => {
    const { url, close } = await serve((_, res) => res.end('{}'));
    await close();
    const breaking = transport({ breaker: { failures: 1, pauseMs: 60_000 } });
    const first = await send(breaking, url).catch(error => error);
    const refused = await send(breaking, url, 'POST').catch(error => error);
    expect(refused.message).toBe(first.message);
    expect(refused.message).toContain('check infra.test[0].url.');
    // nothing was sent, so that even a write has certainly not happened
    expect(refused.kind).toBe('unreachable');
    expect(refused.detail).toContain('left alone for 60 s');
  });

  it('is not told of a write that was not sent as of one whose answer was lost', async () => {
    const { url } = await serve((_, res) => {
      res.socket?.resetAndDestroy();
    });
    const breaking = transport({ breaker: { failures: 1, pauseMs: 60_000 } });
    const lost = await send(breaking, url, 'POST').catch(error => error);
    expect(lost.kind).toBe('unknown-outcome');
    await expect(send(breaking, url, 'POST')).rejects.toMatchObject({
      kind: 'unavailable',
      message:
        'os-test has failed several times in a row and is left alone for 60 s; check infra.test[0].url.',
    });
  });
});
