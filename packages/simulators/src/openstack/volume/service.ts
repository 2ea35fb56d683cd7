import {
  ApiError,
  reply,
  RouteTable,
  type Call,
} from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import { headerText, type Access } from '../access';
import { authenticate } from '../authenticate';
import { limitBody, notFoundText, plainReply } from '../body';
import type { TokenStore } from '../identity/TokenStore';
import type { OpenStackContext } from '../OpenStackContext';
import { VolumeQuotas } from './VolumeQuotas';
import { volumeRoutes } from './volumeRoutes';

const MAX_MINOR = 70;
const faults: Record<number, string> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  409: 'conflictingRequest',
  415: 'badMediaType',
};

function echoed(call: Call): string {
  const asked = (headerText(call, 'OpenStack-API-Version') ?? '')
    .split(',')
    .map(part => part.trim().split(/\s+/))
    .find(([service]) => service === 'volume')?.[1];
  return asked === 'latest' ? `3.${MAX_MINOR}` : asked ?? '3.0';
}

function checkVersion(call: Call): void {
  const asked = echoed(call);
  const match = /^(\d+)\.(\d+)$/.exec(asked);
  if (!match) {
    throw new ApiError(
      400,
      `API Version String ${asked} is of invalid format. Must be of format MajorNum.MinorNum.`,
    );
  }
  if (match[1] !== '3' || Number(match[2]) > MAX_MINOR) {
    throw new ApiError(
      406,
      `Version ${asked} is not supported by the API. Minimum is 3.0 and maximum is 3.${MAX_MINOR}.`,
    );
  }
}

/** Cinder 3: volumes, quotas and limits; enough for a project's storage. */
export function volumeService(
  tokens: TokenStore,
  context: OpenStackContext,
): Service<Access> {
  const open = new RouteTable<undefined>();
  open.get('/', call =>
    reply(300, {
      versions: [
        {
          id: 'v3.0',
          status: 'CURRENT',
          version: `3.${MAX_MINOR}`,
          min_version: '3.0',
          updated: '2022-08-31T00:00:00Z',
          links: [
            {
              rel: 'describedby',
              type: 'text/html',
              href: 'https://docs.openstack.org/',
            },
            { rel: 'self', href: `${call.origin}/volume/v3/` },
          ],
          'media-types': [
            {
              base: 'application/json',
              type: 'application/vnd.openstack.volume+json;version=3',
            },
          ],
        },
      ],
    }),
  );
  const routes = new RouteTable<Access>();
  volumeRoutes(routes, new VolumeQuotas(context), context);
  return {
    name: 'volume',
    prefix: '/volume',
    open: open.routes,
    routes: routes.routes,
    enter(call) {
      limitBody(call);
      const access = authenticate(call, 'volume', tokens, context);
      checkVersion(call);
      const { project } = call.params;
      if (project !== undefined && project !== access.projectId) {
        throw new ApiError(400, 'Malformed request url');
      }
      return access;
    },
    error: ({ status, message, detail }) => ({
      status,
      body: detail.body ?? {
        [faults[status] ?? 'computeFault']: { code: status, message },
      },
      headers: {
        'Content-Type': 'application/json; charset=UTF-8',
        ...detail.headers,
      },
    }),
    unknownPath: () => plainReply(404, notFoundText),
    finish(call, answer) {
      answer.headers = {
        'X-Openstack-Request-Id': call.requestId,
        'X-Compute-Request-Id': call.requestId,
        ...(answer.status === 401
          ? {}
          : {
              'OpenStack-API-Version': `volume ${echoed(call)}`,
              Vary: 'OpenStack-API-Version',
            }),
        ...answer.headers,
      };
    },
  };
}
