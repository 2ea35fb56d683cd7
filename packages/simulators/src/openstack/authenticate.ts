import { ApiError, type Call } from '../kernel/http/types';
import { accessOf, headerText, type Access } from './access';
import type { TokenStore } from './identity/TokenStore';
import type { OpenStackContext } from './OpenStackContext';

const MESSAGE = 'The request you have made requires authentication.';

export function challenge(call: Call): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'WWW-Authenticate': `Keystone uri="${call.origin}/identity/v3"`,
  };
}

/** The 401 that keystonemiddleware answers for every service but Glance. */
export function unauthorized(call: Call): ApiError {
  return new ApiError(401, MESSAGE, {
    body: { error: { code: 401, title: 'Unauthorized', message: MESSAGE } },
    headers: challenge(call),
  });
}

/** Missing, garbage, revoked and expired tokens look all the same. */
export function authenticate(
  call: Call,
  service: string,
  tokens: TokenStore,
  context: OpenStackContext,
): Access {
  const id = headerText(call, 'X-Auth-Token');
  const token = id ? tokens.validForService(id, service) : undefined;
  if (!token) {
    throw unauthorized(call);
  }
  return accessOf(token, context);
}
