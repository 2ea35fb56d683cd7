/* eslint-disable @backstage/no-undeclared-imports -- used by tests only */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { MaasTransport } from '../client/transport/MaasTransport';
import { readMaasConfigs } from '../config/readConfig';

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  /** without `/MAAS/api/2.0` */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  form: URLSearchParams;
}

/** What a test wants to be answered. */
export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** a text is sent as it is */
  body?: unknown;
}

/** The key of these tests. */
export const KEY = {
  consumer: 'ckAAAABBBBCCCCDDDD',
  token: 'tkAAAABBBBCCCCDDDD',
  secret: 'tsAAAABBBBCCCCDDDDEEEEFFFFGGGGHH',
};

/** A region that answers what a test says. */
export async function startScriptedRegion(
  script: (request: SeenRequest) => ScriptedAnswer,
) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    const url = new URL(req.url ?? '/', 'http://region');
    const request = {
      method: req.method ?? '',
      path: url.pathname.replace('/MAAS/api/2.0', ''),
      query: url.searchParams,
      headers: req.headers,
      form: new URLSearchParams(Buffer.concat(chunks).toString()),
    };
    seen.push(request);
    const { status = 200, headers, body } = script(request);
    const isText = typeof body === 'string';
    res.writeHead(status, {
      'Content-Type': isText ? 'text/plain' : 'application/json',
      ...headers,
    });
    res.end(isText ? body : JSON.stringify(body ?? null));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/MAAS`,
    seen,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A transport to this region. */
export function transportTo(
  url: string,
  more: Record<string, unknown> = {},
): MaasTransport {
  const [config] = readMaasConfigs(
    new ConfigReader({
      infra: {
        maas: [
          {
            id: 'maas-test',
            site: 'lab',
            url,
            apiKey: `${KEY.consumer}:${KEY.token}:${KEY.secret}`,
            ...more,
          },
        ],
      },
    }),
  );
  return new MaasTransport(config, mockServices.logger.mock());
}

/** A signal that nobody gives. */
export const patient = () => new AbortController().signal;
