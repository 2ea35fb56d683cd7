import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { OidcServer } from './OidcServer';
import { patientAuthenticator } from './patientAuthenticator';

let server: Server;
let up: boolean;
let base: string;

beforeEach(async () => {
  up = true;
  server = createServer((_request, response) => {
    response.writeHead(up ? 200 : 503, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        issuer: base,
        authorization_endpoint: `${base}/auth`,
        token_endpoint: `${base}/token`,
        end_session_endpoint: `${base}/end`,
      }),
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => new Promise(resolve => server.close(resolve)));

const options = (more: object = {}) => ({
  callbackUrl: 'http://portal/api/auth/oidc/handler/frame',
  config: new ConfigReader({
    clientId: 'portal',
    clientSecret: 'a-secret',
    metadataUrl: `${base}/.well-known/openid-configuration`,
    ...more,
  }),
});

it('is asked again when it was down at the start', async () => {
  up = false;
  const asked = new OidcServer(options());
  await expect(asked.found()).rejects.toThrow(
    /The sign-in server at http:\/\/127\.0\.0\.1:\d+\/\S+ can't be had/,
  );
  up = true;
  const { client } = await (await asked.found()).promise;
  expect(client.issuer.metadata.token_endpoint).toBe(`${base}/token`);
});

it('lets people sign in who have no session at the server, unless the configuration says otherwise', async () => {
  const prompt = async (more: object) =>
    (await new OidcServer(options(more)).found()).initializedPrompt;
  expect(await prompt({})).toBe('auto');
  expect(await prompt({ prompt: 'consent' })).toBe('consent');
});

it('names what is missing or wrong in its configuration', () => {
  expect(() => new OidcServer(options({ clientSecret: undefined }))).toThrow(
    /clientSecret/,
  );
  expect(() => new OidcServer(options({ signOutOf: 'all' }))).toThrow(
    'signOutOf is "all"; it may be portal or server',
  );
});

it.each([
  ['portal', undefined],
  [
    'server',
    'end?client_id=portal&post_logout_redirect_uri=http%3A%2F%2Fportal',
  ],
])('signs out of the %s', async (signOutOf, expected) => {
  const authenticator = patientAuthenticator('http://portal');
  const context = authenticator.initialize(options({ signOutOf }));
  const left = await authenticator.logout?.({ req: {} as never }, context);
  expect(left?.logoutUrl).toBe(expected && `${base}/${expected}`);
});
