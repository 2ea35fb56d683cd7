import {
  ApiError,
  reply,
  RouteTable,
  type Call,
} from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import { authenticate } from '../authenticate';
import type { TokenStore } from '../identity/TokenStore';
import type { OpenStackContext } from '../OpenStackContext';
import { conductorRoutes } from './conductorRoutes';
import { outerBody, refusal, refusalBody } from './errors';
import {
  answeredVersion,
  currentVersion,
  nodeMinor,
  rangeHeaders,
} from './microversion';
import { NodeKeeper } from './NodeKeeper';
import { linksTo } from './nodeView';
import { nodeRoutes } from './nodeRoutes';
import { portRoutes } from './portRoutes';
import { rightsOf, type BaremetalSession } from './session';

const DESCRIPTION =
  'Ironic is an OpenStack project which enables the provision and management of baremetal machines.';

/** What there is below `/v1`, by the microversion that brought it. */
const PARTS: Record<string, number> = {
  chassis: 1,
  nodes: 1,
  ports: 1,
  drivers: 1,
  lookup: 22,
  heartbeat: 22,
  portgroups: 23,
  volume: 32,
  conductors: 49,
  allocations: 52,
  events: 54,
  deploy_templates: 55,
  shards: 82,
};

/** Here Ironic's own code refuses a version, in its own form. */
function documentMinor(call: Call): number {
  try {
    return nodeMinor(call);
  } catch (error) {
    throw error instanceof ApiError
      ? refusal(error.status, error.message)
      : error;
  }
}

function versions(open: RouteTable<undefined>): void {
  open.get('/', call =>
    reply(200, {
      name: 'OpenStack Ironic API',
      description: DESCRIPTION,
      default_version: currentVersion(call.origin),
      versions: [currentVersion(call.origin)],
    }),
  );
  open.get('/v1', call => {
    const minor = documentMinor(call);
    const parts = Object.keys(PARTS).filter(part => PARTS[part] <= minor);
    return reply(200, {
      id: 'v1',
      links: [
        { href: `${call.origin}/baremetal/v1/`, rel: 'self' },
        {
          href: 'https://docs.openstack.org//ironic/latest/contributor//webapi.html',
          rel: 'describedby',
          type: 'text/html',
        },
      ],
      media_types: {
        base: 'application/json',
        type: 'application/vnd.openstack.ironic.v1+json',
      },
      version: currentVersion(call.origin),
      ...Object.fromEntries(
        parts.map(part => [part, linksTo(call.origin, `${part}/`)]),
      ),
    });
  });
}

/** Ironic 1.1–1.82 with the default policies of the release: nodes that were enrolled before. */
export function baremetalService(
  tokens: TokenStore,
  context: OpenStackContext,
): Service<BaremetalSession> {
  const keeper = new NodeKeeper(context);
  const open = new RouteTable<undefined>();
  versions(open);
  const routes = new RouteTable<BaremetalSession>();
  portRoutes(routes, keeper, context);
  nodeRoutes(routes, keeper);
  conductorRoutes(routes, context);
  return {
    name: 'baremetal',
    prefix: '/baremetal',
    open: open.routes,
    routes: routes.routes,
    enter(call) {
      const access = authenticate(call, 'baremetal', tokens, context);
      return {
        access,
        minor: nodeMinor(call),
        rights: rightsOf(access, context),
      };
    },
    error: ({ status, message, detail }) => ({
      status,
      body: detail.body ?? refusalBody(status, message),
      headers: { 'Content-Type': 'application/json', ...detail.headers },
    }),
    unknownPath: () =>
      reply(404, outerBody(404, 'Not Found', ''), {
        'Content-Type': 'application/json',
      }),
    finish(call, answer) {
      if (answer.status === 401 || isOuter(answer.body)) {
        return;
      }
      const ids = { 'Openstack-Request-Id': call.requestId };
      const version = answeredVersion(call);
      answer.headers =
        call.path === '/'
          ? { ...ids, ...answer.headers }
          : {
              ...rangeHeaders,
              ...(version && { 'X-Openstack-Ironic-Api-Version': version }),
              ...ids,
              ...answer.headers,
            };
    },
  };
}

/** True for what never reached Ironic's own code: it has no request id and no version. */
function isOuter(body: unknown): boolean {
  const text = (body as { error_message?: string } | undefined)?.error_message;
  return text !== undefined && text.startsWith('{"code"');
}
