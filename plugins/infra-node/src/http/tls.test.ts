import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { HttpTransport } from './HttpTransport';

function makeCertificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tls-test-'));
  try {
    execFileSync(
      'openssl',
      [
        ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1'.split(
          ' ',
        ),
        ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')],
      ],
      { stdio: 'ignore' },
    );
    return {
      key: readFileSync(join(folder, 'key'), 'utf8'),
      cert: readFileSync(join(folder, 'cert'), 'utf8'),
    };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pair = makeCertificate();

// eslint-disable-next-line jest/no-disabled-tests -- skipped where there is no openssl to make a certificate
(pair ? describe : describe.skip)('HttpTransport over TLS', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer({ ...pair }, (_, res) => res.end('{"ok":true}'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  async function send(
    trust: { ca?: string; fingerprint?: string },
    method: 'GET' | 'POST',
  ) {
    const transport = new HttpTransport({
      provider: 'os-test',
      logger: mockServices.logger.mock(),
      decodeFailure: () => ({ kind: 'invalid', message: 'No.' }),
      hints: { url: 'infra.test[0].url', ca: 'infra.test[0].ca' },
      ...trust,
    });
    try {
      const signal = new AbortController().signal;
      return await transport.send({ method, url, template: '/', signal });
    } finally {
      await transport.close();
    }
  }

  it('trusts the authority of the configuration', async () => {
    expect((await send({ ca: pair?.cert }, 'GET')).body).toEqual({ ok: true });
  });

  it('says that a certificate is not trusted and which key to look at, and sends nothing', async () => {
    for (const method of ['GET', 'POST'] as const) {
      await expect(send({}, method)).rejects.toMatchObject({
        kind: 'misconfigured',
        message:
          "os-test can't be reached: its certificate is self-signed; check infra.test[0].ca.",
      });
    }
  });

  it('trusts the one certificate whose fingerprint is configured, request by request', async () => {
    const { fingerprint256 } = new X509Certificate(pair!.cert);
    for (const fingerprint of [
      fingerprint256,
      fingerprint256.replaceAll(':', '').toLowerCase(),
    ]) {
      const answers = await Promise.all([
        send({ fingerprint }, 'GET'),
        send({ fingerprint }, 'POST'),
      ]);
      expect(answers.map(one => one.body)).toEqual([
        { ok: true },
        { ok: true },
      ]);
    }
  });

  it('sends nothing to a server with another certificate than the configured one', async () => {
    const seen = jest.fn();
    server.once('request', seen);
    const fingerprint = Array(32).fill('AB').join(':');
    await expect(send({ fingerprint }, 'POST')).rejects.toMatchObject({
      kind: 'misconfigured',
      message:
        "os-test can't be reached: its certificate has another fingerprint than the configured one; check infra.test[0].ca.",
    });
    expect(seen).not.toHaveBeenCalled();
    server.removeListener('request', seen);
  });
});
