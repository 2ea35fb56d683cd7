/* eslint-disable @backstage/no-undeclared-imports -- used by tests only */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { HttpTransport } from '@ironstage/plugin-infra-node';
import { openStackFailureDecoder } from '../client/transport/decodeFailure';
import { KeystoneSession } from '../client/transport/KeystoneSession';
import { OpenStackTransport } from '../client/transport/OpenStackTransport';
import { readOpenStackConfigs } from '../config/readConfig';

/** What a test wants to be answered. */
export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** an object is sent as JSON, a text as it is */
  body?: unknown;
}

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  /** path with query */
  path: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

type Script = (
  request: SeenRequest,
) => ScriptedAnswer | undefined | Promise<ScriptedAnswer | undefined>;

/** Endpoints of one region; the path is below the server's own address. */
export const DEFAULT_ENDPOINTS: Record<string, string> = {
  compute: '/compute/v2.1',
  placement: '/placement',
  network: '/network',
  image: '/image',
};

/**
 * A cloud that answers what a test says: logins succeed and versions are those of Zed,
 * unless the script answers first; everything else is the script's.
 */
export async function startScriptedCloud(script: Script) {
  const seen: SeenRequest[] = [];
  const state = {
    logins: 0,
    lifeSeconds: 3600,
    regions: ['RegionOne'],
    endpoints: { ...DEFAULT_ENDPOINTS },
    unscoped: false,
    /** tokens of the system and of no project */
    system: false,
  };
  let origin = '';

  const tokenBody = () => ({
    token: {
      issued_at: '2026-11-22T16:00:00.000000Z',
      expires_at: new Date(
        Date.parse('2026-11-22T16:00:00Z') + state.lifeSeconds * 1000,
      ).toISOString(),
      user: { id: 'user-1', name: 'portal' },
      ...(state.system && { system: { all: true } }),
      ...(!state.unscoped &&
        !state.system && {
          project: {
            id: 'project-1',
            name: 'admin',
            domain: { id: 'default', name: 'Default' },
          },
        }),
      roles: [{ id: 'role-1', name: 'admin' }],
      catalog: Object.entries(state.endpoints).map(([type, path]) => ({
        id: `service-of-${type}`,
        type,
        endpoints: state.regions.map(region => ({
          interface: 'public',
          region,
          region_id: region,
          url: `${origin}${path}`,
        })),
      })),
    },
  });

  const builtIn: Script = request => {
    switch (`${request.method} ${request.path}`) {
      case 'POST /identity/v3/auth/tokens':
        state.logins += 1;
        return {
          status: 201,
          headers: { 'X-Subject-Token': `token-number-${state.logins}` },
          body: tokenBody(),
        };
      case 'GET /compute/v2.1/':
        return {
          body: {
            version: { id: 'v2.1', version: '2.93', min_version: '2.1' },
          },
        };
      case 'GET /placement/':
        return {
          body: {
            versions: [{ id: 'v1.0', max_version: '1.39', min_version: '1.0' }],
          },
        };
      default:
        return undefined;
    }
  };

  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const request: SeenRequest = {
      method: req.method ?? '',
      path: req.url ?? '',
      headers: req.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    seen.push(request);
    const answer = (await script(request)) ??
      (await builtIn(request)) ?? {
        status: 404,
        body: { message: `not in the script: ${request.path}` },
      };
    const json = typeof answer.body !== 'string';
    res.writeHead(answer.status ?? 200, {
      'Content-Type': json ? 'application/json' : 'text/html',
      ...answer.headers,
    });
    res.end(json ? JSON.stringify(answer.body ?? {}) : answer.body);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    seen,
    state,
    /** requests that were no logins and no version documents */
    calls: () =>
      seen.filter(one => !/auth\/tokens|v2\.1\/$|placement\/$/.test(one.path)),
    connect(changes: Record<string, unknown> = {}, now?: () => number) {
      const [config] = readOpenStackConfigs(
        new ConfigReader({
          infra: {
            openstack: [
              {
                id: 'os-test',
                site: 'test',
                authUrl: `${origin}/identity`,
                auth: {
                  type: 'password',
                  username: 'portal',
                  password: 'correct-horse',
                  project: 'admin',
                },
                ...changes,
              },
            ],
          },
        }),
      );
      const http = new HttpTransport({
        provider: config.id,
        logger: mockServices.logger.mock(),
        decodeFailure: openStackFailureDecoder(config.id, config.configKey),
        hints: { url: `${config.configKey}.authUrl` },
        retry: { attempts: 1, initialDelayMs: 1 },
      });
      return new OpenStackTransport(
        config,
        http,
        new KeystoneSession(config, http, now),
      );
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A cloud that answers what a test says. */
export type ScriptedCloud = Awaited<ReturnType<typeof startScriptedCloud>>;
