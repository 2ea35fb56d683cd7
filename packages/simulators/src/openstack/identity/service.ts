import { RouteTable } from '../../kernel/http/types';
import type { Service } from '../../kernel/http/serviceRouter';
import { accessOf, headerText, type Access } from '../access';
import { challenge } from '../authenticate';
import { limitBody, titleOf } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { applicationCredentialRoutes } from './applicationCredentialRoutes';
import { assignmentRoutes } from './assignmentRoutes';
import { authRoutes, loginRoute } from './authRoutes';
import { authenticationRequired } from './errors';
import { limitRoutes } from './limitRoutes';
import { peopleRoutes } from './peopleRoutes';
import { projectRoutes } from './projectRoutes';
import { roleRoutes } from './roleRoutes';
import { tagRoutes } from './tagRoutes';
import type { TokenStore } from './TokenStore';
import { versionRoutes } from './versionRoutes';

const UNKNOWN_PAGE =
  '<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n' +
  '<h1>Not Found</h1>\n<p>The requested URL was not found on the server. ' +
  'If you entered the URL manually please check your spelling and try again.</p>\n';

/** Keystone v3. */
export function identityService(
  tokens: TokenStore,
  context: OpenStackContext,
): Service<Access> {
  const open = new RouteTable<undefined>();
  const routes = new RouteTable<Access>();
  versionRoutes(open);
  loginRoute(open, tokens, context);
  authRoutes(routes, tokens, context);
  projectRoutes(routes, tokens, context);
  tagRoutes(routes, context);
  peopleRoutes(routes, context);
  roleRoutes(routes, context);
  assignmentRoutes(routes, context);
  limitRoutes(routes);
  applicationCredentialRoutes(routes, context);

  return {
    name: 'identity',
    prefix: '/identity',
    open: open.routes,
    routes: routes.routes,
    enter(call) {
      limitBody(call);
      const token = tokens.valid(headerText(call, 'X-Auth-Token') ?? '');
      if (!token) {
        throw authenticationRequired();
      }
      return accessOf(token, context);
    },
    error(error, call) {
      const { status, message, detail } = error;
      // The body ends with a newline, and its keys are sorted.
      const text = JSON.stringify({
        error: {
          code: status,
          ...detail.extra,
          message,
          title: titleOf(status),
        },
      });
      return {
        status,
        body: detail.body ?? `${text}\n`,
        headers: {
          ...(status === 401 ? challenge(call) : {}),
          ...detail.headers,
          'Content-Type': 'application/json',
        },
      };
    },
    unknownPath: () => ({
      status: 404,
      body: UNKNOWN_PAGE,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    }),
    finish(call, reply) {
      reply.headers = {
        Vary: 'X-Auth-Token',
        'x-openstack-request-id': call.requestId,
        ...reply.headers,
      };
    },
  };
}
