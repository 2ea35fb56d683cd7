import { RouteTable, reply } from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import type { Json } from '../../kernel/json';
import { headerText } from '../access';
import { authenticate } from '../authenticate';
import { limitBody, notFoundText, plainReply } from '../body';
import type { TokenStore } from '../identity/TokenStore';
import { actionRoutes } from './actionRoutes';
import { attachmentRoutes } from './attachmentRoutes';
import { ComputeQuotas } from './ComputeQuotas';
import { aggregateRoutes, serviceRoutes } from './estateRoutes';
import { flavorRoutes } from './flavorRoutes';
import { hypervisorRoutes } from './hypervisorRoutes';
import { instanceActionRoutes } from './instanceActionRoutes';
import { keypairRoutes } from './keypairRoutes';
import { computeMinor, echoedVersion, MAX_MINOR } from './microversion';
import { quotaRoutes } from './quotaRoutes';
import { serverGroupRoutes } from './serverGroupRoutes';
import type { ServerEngine } from './ServerEngine';
import { serverRoutes } from './serverRoutes';
import type { ComputeSession } from './session';
import { usageRoutes } from './usageRoutes';
import { ApiError } from '../../kernel/http/types';

const faults: Record<number, string> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  409: 'conflictingRequest',
  415: 'badMediaType',
};

function currentVersion(origin: string): Json {
  return {
    id: 'v2.1',
    status: 'CURRENT',
    version: `2.${MAX_MINOR}`,
    min_version: '2.1',
    updated: '2013-07-23T11:33:21Z',
    links: [{ rel: 'self', href: `${origin}/compute/v2.1/` }],
  };
}

function versions(open: RouteTable<undefined>): void {
  open.get('/', call =>
    reply(200, {
      versions: [
        {
          id: 'v2.0',
          status: 'SUPPORTED',
          version: '',
          min_version: '',
          updated: '2011-01-21T11:33:21Z',
          links: [{ rel: 'self', href: `${call.origin}/compute/v2/` }],
        },
        currentVersion(call.origin),
      ],
    }),
  );
  open.get('/v2.1', call =>
    reply(200, {
      version: {
        ...currentVersion(call.origin),
        links: [
          { rel: 'self', href: `${call.origin}/compute/v2.1/` },
          {
            rel: 'describedby',
            type: 'text/html',
            href: 'http://docs.openstack.org/',
          },
        ],
        'media-types': [
          {
            base: 'application/json',
            type: 'application/vnd.openstack.compute+json;version=2.1',
          },
        ],
      },
    }),
  );
}

function checkMedia(contentType: string | undefined, length: number): void {
  if (
    length > 0 &&
    contentType &&
    !contentType.startsWith('application/json')
  ) {
    throw new ApiError(415, 'Unsupported Content-Type');
  }
}

/** Nova 2.1–2.93 with Zed's default policies. */
export function computeService(
  tokens: TokenStore,
  engine: ServerEngine,
): Service<ComputeSession> {
  const { context } = engine;
  const quotas = new ComputeQuotas(context);
  const open = new RouteTable<undefined>();
  versions(open);
  const routes = new RouteTable<ComputeSession>();
  serverRoutes(routes, engine, quotas);
  actionRoutes(routes, engine, quotas);
  instanceActionRoutes(routes, engine);
  attachmentRoutes(routes, engine);
  flavorRoutes(routes, context);
  hypervisorRoutes(routes, context);
  serviceRoutes(routes, context);
  aggregateRoutes(routes, context);
  quotaRoutes(routes, quotas, context);
  keypairRoutes(routes, context, quotas);
  serverGroupRoutes(routes, quotas, context);
  usageRoutes(routes, context);

  return {
    name: 'compute',
    prefix: '/compute',
    open: open.routes,
    routes: routes.routes,
    enter(call) {
      limitBody(call);
      const access = authenticate(call, 'compute', tokens, context);
      const minor = computeMinor(call);
      checkMedia(headerText(call, 'Content-Type'), call.rawBody.length);
      return { access, minor };
    },
    error(error) {
      const { status, message, detail } = error;
      return {
        status,
        body: detail.body ?? {
          [faults[status] ?? 'computeFault']: { code: status, message },
        },
        headers: {
          'Content-Type': 'application/json; charset=UTF-8',
          ...detail.headers,
        },
      };
    },
    unknownPath: () => plainReply(404, notFoundText),
    finish(call, answer) {
      const ids = {
        'X-Openstack-Request-Id': call.requestId,
        'X-Compute-Request-Id': call.requestId,
      };
      if (answer.status === 401) {
        // The middleware answers before Nova looks at the version.
        answer.headers = { ...ids, ...answer.headers };
        return;
      }
      if (call.path === '/') {
        return;
      }
      const version = echoedVersion(call);
      answer.headers = {
        'OpenStack-API-Version': `compute ${version}`,
        'X-OpenStack-Nova-API-Version': version,
        Vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version',
        ...ids,
        ...answer.headers,
      };
    },
  };
}
