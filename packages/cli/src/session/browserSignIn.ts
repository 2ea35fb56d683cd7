import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CliError } from '../CliError';
import { EXIT } from '../exitCodes';
import {
  findSignInServer,
  startSession,
  type BrowserSession,
} from './BrowserSession';
import type { Portal } from './Portal';

/** For how long a person may take, in milliseconds. */
const PATIENCE_MS = 5 * 60_000;

const page = (title: string, words: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>` +
  '<body style="font-family: sans-serif; max-width: 32em; margin: 4em auto">' +
  `<h1>${title}</h1><p>${words}</p></body></html>`;

/**
 * Waits on the loopback for the browser to come back from the portal (RFC 8252, section 7.3).
 *
 * @param state - what the portal was given, so that nobody else's answer is taken
 */
async function listenForAnswer(state: string, signal: AbortSignal) {
  let answered: (answer: URLSearchParams) => void;
  const answer = new Promise<URLSearchParams>(resolve => {
    answered = resolve;
  });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(
      request.url ?? '/',
      'http://127.0.0.1',
    );
    const isOurs = searchParams.get('state') === state;
    response.writeHead(pathname === '/callback' && isOurs ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      connection: 'close',
    });
    if (pathname !== '/callback' || !isOurs) {
      response.end(page('Not here', 'This is no answer to a sign-in.'));
      return;
    }
    response.end(
      searchParams.has('code')
        ? page('You are signed in', 'Go back to your terminal.')
        : page('You are not signed in', 'Your terminal says why.'),
    );
    answered(searchParams);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://127.0.0.1:${port}/callback`,
    async answer(): Promise<URLSearchParams> {
      const ended = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
      try {
        return await Promise.race([
          answer,
          once(ended, 'abort').then(() => {
            throw new CliError(
              signal.aborted ? EXIT.interrupted : EXIT.notSignedIn,
              signal.aborted
                ? 'Stopped.'
                : 'Nobody signed in within five minutes.',
            );
          }),
        ]);
      } finally {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/**
 * Signs a person in at a portal in a browser (authorization code with PKCE, RFC 7636).
 *
 * @param show - brings the portal's page before the person
 * @throws CliError when the portal does not let command lines in, or the person did not
 */
export async function signInByBrowser(
  portal: Portal,
  signal: AbortSignal,
  show: (address: string) => void,
): Promise<BrowserSession> {
  const { authorizationEndpoint, clientId, scope } = await findSignInServer(
    portal,
  );
  const state = randomBytes(16).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const { redirectUri, answer } = await listenForAnswer(state, signal);
  const address = new URL(authorizationEndpoint);
  address.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  show(address.toString());
  const answered = await answer();
  const code = answered.get('code');
  if (!code) {
    throw new CliError(
      EXIT.notSignedIn,
      `The portal did not sign you in: ${
        answered.get('error_description') ??
        answered.get('error') ??
        'no reason given'
      }.`,
    );
  }
  return startSession(portal, clientId, { code, redirectUri, verifier });
}
