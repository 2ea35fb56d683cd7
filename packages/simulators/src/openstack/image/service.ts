import { ApiError, reply, RouteTable } from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import { headerText, type Access } from '../access';
import { authenticate, challenge } from '../authenticate';
import { notFoundText, plainBody, plainReply } from '../body';
import type { TokenStore } from '../identity/TokenStore';
import type { OpenStackContext } from '../OpenStackContext';
import { imageRoutes } from './imageRoutes';

const UNAUTHORIZED =
  'This server could not verify that you are authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad password), or your browser does not understand how to supply the credentials required.';

const feature = (minor: number, origin: string) => ({
  id: `v2.${minor}`,
  status: minor === 15 ? 'CURRENT' : 'SUPPORTED',
  links: [{ rel: 'self', href: `${origin}/image/v2/` }],
});

/** Glance v2; the version ids are feature levels and need no header. */
export function imageService(
  tokens: TokenStore,
  context: OpenStackContext,
): Service<Access> {
  const open = new RouteTable<undefined>();
  const levels = [15, 9, 7, 6, 5, 4, 3, 2, 1, 0];
  open.get('/', call =>
    reply(300, { versions: levels.map(n => feature(n, call.origin)) }),
  );
  open.get('/versions', call =>
    reply(200, { versions: levels.map(n => feature(n, call.origin)) }),
  );
  const routes = new RouteTable<Access>();
  imageRoutes(routes, context);
  return {
    name: 'image',
    prefix: '/image',
    open: open.routes,
    routes: routes.routes,
    enter(call) {
      try {
        return authenticate(call, 'image', tokens, context);
      } catch {
        // Glance has its own shape, and no request id on it.
        throw new ApiError(401, UNAUTHORIZED, { headers: challenge(call) });
      }
    },
    error: error => ({
      status: error.status,
      body: error.detail.body ?? plainBody(error.status, error.message),
      headers: { 'Content-Type': 'application/json', ...error.detail.headers },
    }),
    unknownPath: () => plainReply(404, notFoundText),
    finish(call, answer) {
      if (answer.status === 401 || answer.status === 300) {
        return;
      }
      // The one service that answers the id the caller sent.
      const given = headerText(call, 'X-Openstack-Request-Id');
      answer.headers = {
        'X-Openstack-Request-Id': given ?? call.requestId,
        ...answer.headers,
      };
    },
  };
}
