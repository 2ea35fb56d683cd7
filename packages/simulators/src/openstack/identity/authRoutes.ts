import {
  ApiError,
  reply,
  type Call,
  type RouteTable,
} from '../../kernel/http/types';
import { headerText, type Access } from '../access';
import { flag, limitBody, readJson } from '../body';
import type { OpenStackContext } from '../OpenStackContext';
import { catalog } from './catalog';
import { forbidden } from './errors';
import { projectIdsOf } from './grants';
import { login } from './login';
import { listReply } from './lists';
import { projectView } from './projectView';
import { tokenBody } from './tokenBody';
import type { TokenStore } from './TokenStore';

const MALFORMED = 'Malformed JSON in request body';

/** `POST /v3/auth/tokens`: the one call that needs no token. */
export function loginRoute(
  open: RouteTable<undefined>,
  tokens: TokenStore,
  context: OpenStackContext,
): void {
  open.post('/v3/auth/tokens', call => {
    limitBody(call);
    const token = login(readJson(call, MALFORMED), tokens, context);
    const withCatalog = !call.query.has('nocatalog');
    return reply(201, tokenBody(token, withCatalog, context), {
      'X-Subject-Token': token.id,
    });
  });
}

function subject(
  call: Call,
  access: Access,
  tokens: TokenStore,
): ReturnType<TokenStore['valid']> {
  const id = headerText(call, 'X-Subject-Token') ?? '';
  const token = tokens.find(id);
  if (!token) {
    throw new ApiError(404, 'Could not recognize Fernet token');
  }
  if (token.userId !== access.userId && !access.admin) {
    throw forbidden('identity:validate_token');
  }
  return token;
}

export function authRoutes(
  routes: RouteTable<Access>,
  tokens: TokenStore,
  context: OpenStackContext,
): void {
  // HEAD is answered by the same route.
  routes.get('/v3/auth/tokens', (call, access) => {
    const token = subject(call, access, tokens);
    const usable =
      token &&
      (tokens.valid(token.id) ||
        (flag(call.query, 'allow_expired') && token.revokedAt === undefined));
    if (!token || !usable) {
      throw new ApiError(404, 'Failed to validate token');
    }
    const withCatalog = !call.query.has('nocatalog');
    return reply(200, tokenBody(token, withCatalog, context), {
      'X-Subject-Token': token.id,
    });
  });

  routes.delete('/v3/auth/tokens', (call, access) => {
    const token = subject(call, access, tokens);
    if (!token || !tokens.valid(token.id)) {
      throw new ApiError(404, 'Failed to validate token');
    }
    tokens.revoke(token);
    return reply(204);
  });

  routes.get('/v3/auth/projects', (call, access) => {
    const projects = projectIdsOf(access.userId, context)
      .map(id => context.tables.projects.get(id))
      .filter(row => row !== undefined && row.enabled)
      .map(row => projectView(row!, call.origin));
    return listReply(call, 'projects', projects);
  });

  routes.get('/v3/auth/catalog', call =>
    reply(200, {
      catalog: catalog(context),
      links: { self: `${call.origin}/identity/v3/auth/catalog` },
    }),
  );
}
