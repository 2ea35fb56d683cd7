/* eslint-disable @backstage/no-undeclared-imports -- used by tests only */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { ProxmoxTransport } from '../client/transport/ProxmoxTransport';
import { readProxmoxConfigs } from '../config/readConfig';

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  /** without `/api2/json`, decoded */
  path: string;
  query: Record<string, string>;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What a test wants to be answered. */
export interface ScriptedAnswer {
  status?: number;
  reason?: string;
  body?: unknown;
}

/** The token of these tests. */
export const SECRET = '7b6c0a52-1111-4222-8333-944455556666';

/** A node that answers what a test says. */
export async function startScriptedNode(
  script: (request: SeenRequest) => ScriptedAnswer,
) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    const url = new URL(req.url ?? '/', 'http://node');
    const request = {
      method: req.method ?? '',
      path: decodeURIComponent(url.pathname.replace('/api2/json', '')),
      query: Object.fromEntries(url.searchParams),
      headers: req.headers,
      body: Buffer.concat(chunks).toString('latin1'),
    };
    seen.push(request);
    const { status = 200, reason, body } = script(request);
    res.writeHead(status, reason, {
      'Content-Type': 'application/json;charset=UTF-8',
    });
    res.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A transport to these nodes. */
export function transportTo(
  urls: string[],
  more: Record<string, unknown> = {},
): ProxmoxTransport {
  const logger = mockServices.logger.mock();
  const [config] = readProxmoxConfigs(
    new ConfigReader({
      infra: {
        proxmox: [
          {
            id: 'pve-test',
            site: 'lab',
            endpoints: urls.map(url => ({ url })),
            auth: { tokenId: 'ironstage@pve!portal', secret: SECRET },
            ...more,
          },
        ],
      },
    }),
  );
  return new ProxmoxTransport(config, logger);
}

/** A signal that nobody gives. */
export const patient = () => new AbortController().signal;
