import { reply, RouteTable } from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import { authenticate } from '../authenticate';
import { titleOf } from '../body';
import type { TokenStore } from '../identity/TokenStore';
import type { OpenStackContext } from '../OpenStackContext';
import { allocationRoutes } from './allocationRoutes';
import { MAX_MINOR, placementMinor } from './microversion';
import type { PlacementLedger } from './PlacementLedger';
import { providerRoutes } from './providerRoutes';
import { placementSession, type PlacementSession } from './session';

const boilerplate: Record<number, string> = {
  400: 'The server could not comply with the request since it is either malformed or otherwise incorrect.',
  403: 'Access was denied to this resource.',
  404: 'The resource could not be found.',
  406: 'The resource could not be generated that was acceptable to your browser (content of type application/json. ',
  409: 'There was a conflict when trying to complete your request.',
};

/** Placement 1.0–1.39. */
export function placementService(
  tokens: TokenStore,
  ledger: PlacementLedger,
  context: OpenStackContext,
): Service<PlacementSession> {
  const open = new RouteTable<undefined>();
  open.get('/', () =>
    reply(200, {
      versions: [
        {
          id: 'v1.0',
          max_version: `1.${MAX_MINOR}`,
          min_version: '1.0',
          status: 'CURRENT',
          links: [{ rel: 'self', href: '' }],
        },
      ],
    }),
  );
  const routes = new RouteTable<PlacementSession>();
  providerRoutes(routes, ledger, context);
  allocationRoutes(routes, ledger, context);

  return {
    name: 'placement',
    prefix: '/placement',
    open: open.routes,
    routes: routes.routes,
    enter(call) {
      const access = authenticate(call, 'placement', tokens, context);
      return placementSession(access, placementMinor(call));
    },
    error(error, call) {
      const { status, message, detail } = error;
      let minor = 0;
      try {
        minor = placementMinor(call);
      } catch {
        // A bad version header is itself the error: no `code` then.
      }
      const text = boilerplate[status] ?? '';
      const body = detail.body ?? {
        errors: [
          {
            status,
            title: titleOf(status),
            detail:
              status === 406
                ? `${text}\n\n ${message}`
                : `${text}\n\n ${message}  `,
            ...(minor >= 23
              ? { code: detail.type ?? 'placement.undefined_code' }
              : {}),
            request_id: call.requestId,
            ...detail.extra,
          },
        ],
      };
      return {
        status,
        body,
        headers: { 'Content-Type': 'application/json', ...detail.headers },
      };
    },
    unknownPath: call => ({
      status: 404,
      body: {
        errors: [
          {
            status: 404,
            title: 'Not Found',
            detail: `${boilerplate[404]}\n\n   `,
            request_id: call.requestId,
          },
        ],
      },
    }),
    finish(call, answer) {
      let minor = 0;
      try {
        minor = placementMinor(call);
      } catch {
        // Refused versions are not echoed by Placement.
      }
      answer.headers = {
        'openstack-api-version': `placement 1.${minor}`,
        vary: 'openstack-api-version',
        'x-openstack-request-id': call.requestId,
        ...(answer.status === 200 && minor >= 15
          ? {
              'Cache-Control': 'no-cache',
              'Last-Modified': new Date(context.clock.now()).toUTCString(),
            }
          : {}),
        ...answer.headers,
      };
    },
  };
}
