import { z } from 'zod';
import { CliError, usageError } from '../CliError';
import { EXIT } from '../exitCodes';
import type { Portal } from './Portal';

/** A sign-in that was made in a browser; its access token is renewed with the refresh token. */
export const browserSessionSchema = z.object({
  clientId: z.string(),
  accessToken: z.string(),
  /** milliseconds since 1970 */
  expiresAt: z.number(),
  /** good once; a portal that gives none has people sign in anew each hour */
  refreshToken: z.string().optional(),
});

/** See {@link browserSessionSchema}. */
export type BrowserSession = z.infer<typeof browserSessionSchema>;

const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  scopes_supported: z.array(z.string()).default([]),
  client_id_metadata_document_supported: z.boolean().optional(),
});

const tokensSchema = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
});

const failureSchema = z.object({
  error: z.string(),
  error_description: z.string().optional(),
});

/** A token that ends within this time is renewed before it is used, in milliseconds. */
const EARLY_MS = 60_000;

/** True when a session's access token is still good for a request. */
export const isFresh = (session: BrowserSession, now = Date.now()) =>
  session.expiresAt - EARLY_MS > now;

/** Where a portal lets command lines sign in, and as what. */
export interface SignInServer {
  authorizationEndpoint: string;
  clientId: string;
  scope: string;
}

/**
 * Asks a portal how command lines sign in: Backstage 1.55 is an OAuth server with a client for them
 * (`/.well-known/oauth-client/cli.json`, `@backstage/plugin-auth-backend` 0.30).
 *
 * @throws CliError when the portal does not let them
 */
export async function findSignInServer(portal: Portal): Promise<SignInServer> {
  const response = await portal.fetch(
    '/api/auth/.well-known/openid-configuration',
  );
  const found = discoverySchema.safeParse(
    response.ok ? await response.json() : undefined,
  );
  if (!found.success || !found.data.client_id_metadata_document_supported) {
    throw usageError(
      `The portal at ${portal.url} does not let command lines sign in by browser (auth.clientIdMetadataDocuments): use --token-stdin.`,
    );
  }
  const { issuer, authorization_endpoint, scopes_supported } = found.data;
  if (issuer.startsWith('http:')) {
    throw usageError(
      `The portal at ${portal.url} has no TLS, and lets command lines sign in by browser over https only: use --persona dana in the demo, or --token-stdin.`,
    );
  }
  return {
    authorizationEndpoint: authorization_endpoint,
    clientId: `${issuer}/.well-known/oauth-client/cli.json`,
    scope: ['openid', 'offline_access']
      .filter(scope => scopes_supported.includes(scope))
      .join(' '),
  };
}

async function askForTokens(
  portal: Portal,
  clientId: string,
  grant: Record<string, string>,
): Promise<BrowserSession> {
  const response = await portal.fetch('/api/auth/v1/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: clientId, ...grant }),
  });
  const body = await response.json();
  const tokens = tokensSchema.safeParse(body);
  if (!response.ok || !tokens.success) {
    const failure = failureSchema.safeParse(body);
    throw new CliError(
      EXIT.notSignedIn,
      `Your session at ${portal.url} could not be ${
        grant.refresh_token ? 'renewed' : 'started'
      }${
        failure.success && failure.data.error_description
          ? ` (${failure.data.error_description})`
          : ''
      }: run "ironstage login --url ${portal.url}" again.`,
    );
  }
  const { access_token, expires_in, refresh_token } = tokens.data;
  return {
    clientId,
    accessToken: access_token,
    expiresAt: Date.now() + expires_in * 1000,
    ...(refresh_token && { refreshToken: refresh_token }),
  };
}

/** Trades the code that a browser brought for a session. */
export function startSession(
  portal: Portal,
  clientId: string,
  grant: { code: string; redirectUri: string; verifier: string },
): Promise<BrowserSession> {
  return askForTokens(portal, clientId, {
    grant_type: 'authorization_code',
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.verifier,
  });
}

/**
 * Renews a session.
 *
 * @throws CliError when it has ended
 */
export function renewSession(
  portal: Portal,
  session: BrowserSession,
): Promise<BrowserSession> {
  if (!session.refreshToken) {
    throw new CliError(
      EXIT.notSignedIn,
      `Your session at ${portal.url} has ended: run "ironstage login --url ${portal.url}" again.`,
    );
  }
  return askForTokens(portal, session.clientId, {
    grant_type: 'refresh_token',
    refresh_token: session.refreshToken,
  });
}

/** Tells the portal that a session is over; a portal that can't be had forgets it by itself in time. */
export async function endSession(
  portal: Portal,
  session: BrowserSession,
): Promise<void> {
  if (session.refreshToken) {
    await portal
      .fetch('/api/auth/v1/revoke', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          client_id: session.clientId,
          token: session.refreshToken,
          token_type_hint: 'refresh_token',
        }),
      })
      .catch(() => undefined);
  }
}
