import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakePortal, type Received } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

/** A browser that a person uses: it opens the address, and the portal sends it back with an answer. */
const BROWSER = `#!${process.execPath}
const asked = new URL(process.argv[2]).searchParams;
const back = new URL(asked.get('redirect_uri'));
back.search = new URLSearchParams({ ...JSON.parse(process.env.ANSWER), state: process.env.STATE || asked.get('state') });
require('node:fs').writeFileSync(process.env.SEEN, process.argv[2]);
fetch(back);
`;

let portal: FakePortal;
let issued: number;
/** refresh tokens that are still good */
let good: Set<string>;

function tokens() {
  issued += 1;
  good = new Set([`refresh-${issued}`]);
  return {
    json: {
      access_token: `access-${issued}`,
      expires_in: 3600,
      refresh_token: `refresh-${issued}`,
    },
  };
}

function answerToken({ body }: Received) {
  const asked = body as Record<string, string>;
  if (asked.grant_type === 'authorization_code') {
    return tokens();
  }
  return good.has(asked.refresh_token)
    ? tokens()
    : {
        status: 400,
        json: {
          error: 'invalid_grant',
          error_description: 'Invalid refresh token',
        },
      };
}

beforeEach(async () => {
  issued = 0;
  portal = await new FakePortal().start();
  portal
    .on('GET /api/auth/.well-known/openid-configuration', () => ({
      json: {
        issuer: 'https://portal.example.com/api/auth',
        authorization_endpoint:
          'https://portal.example.com/api/auth/v1/authorize',
        scopes_supported: ['openid', 'offline_access'],
        client_id_metadata_document_supported: true,
      },
    }))
    .on('POST /api/auth/v1/token', answerToken)
    .on('POST /api/auth/v1/revoke', () => ({ json: {} }))
    .on('GET /api/auth/v1/userinfo', () => ({
      json: { claims: { sub: 'user:default/dana', ent: [] } },
    }))
    .on('GET /api/infra/v1/projects', ({ headers }) =>
      headers.authorization === `Bearer access-${issued}`
        ? { json: { items: [], total: 0, errors: [] } }
        : {
            status: 401,
            json: { error: { name: 'AuthenticationError', message: 'Old' } },
          },
    );
});

afterEach(() => portal.stop());

function withBrowser(answer: object, state = '') {
  const here = new Here();
  const browser = path.join(here.home, 'browser');
  writeFileSync(browser, BROWSER, { mode: 0o700 });
  Object.assign(here.env, {
    BROWSER: browser,
    ANSWER: JSON.stringify(answer),
    STATE: state,
    SEEN: path.join(here.home, 'seen'),
  });
  return here;
}

const fileOf = (here: Here) =>
  path.join(here.home, '.config/ironstage/config.json');

const login = (here: Here) => here.run(['login', '--url', portal.url]);

const asked = () =>
  portal
    .to('/api/auth/v1/token')
    .map(({ body }) => body as Record<string, string>);

/** Lets the access token of a saved session have run out. */
function growOld(here: Here) {
  const config = JSON.parse(readFileSync(fileOf(here), 'utf8'));
  config.portals[portal.url].browser.expiresAt = Date.now();
  writeFileSync(fileOf(here), JSON.stringify(config));
}

it('signs in at the page of the portal, with a proof that it was this command', async () => {
  const here = withBrowser({ code: 'a-code' });
  const { code, stdout } = await login(here);
  expect([code, stdout]).toEqual([
    0,
    `You are signed in to ${portal.url} as user:default/dana.\n`,
  ]);
  const { searchParams } = new URL(
    readFileSync(path.join(here.home, 'seen'), 'utf8'),
  );
  const [trade] = asked();
  expect(trade).toMatchObject({
    client_id:
      'https://portal.example.com/api/auth/.well-known/oauth-client/cli.json',
    code: 'a-code',
    redirect_uri: searchParams.get('redirect_uri'),
  });
  expect(
    createHash('sha256').update(trade.code_verifier).digest('base64url'),
  ).toBe(searchParams.get('code_challenge'));
});

it('says why when the portal or the person refuses, and keeps nothing', async () => {
  const here = withBrowser({
    error: 'access_denied',
    error_description: 'User denied the request',
  });
  const { code, stderr } = await login(here);
  expect(code).toBe(3);
  expect(stderr).toMatch(/did not sign you in: User denied the request\./);
  expect(asked()).toEqual([]);
});

it('takes no answer that belongs to another sign-in', async () => {
  const here = withBrowser({ code: 'a-code' }, 'of somebody else');
  setTimeout(() => here.stopping.abort(), 1500);
  const { code } = await login(here);
  expect(code).toBe(130);
  expect(asked()).toEqual([]);
});

it('renews the session when it has run out, and keeps the new one', async () => {
  const here = withBrowser({ code: 'a-code' });
  await login(here);
  growOld(here);
  expect((await here.run(['show-usage'])).code).toBe(0);
  expect((await here.run(['show-usage'])).code).toBe(0);
  expect(asked().map(one => one.refresh_token)).toEqual([
    undefined,
    'refresh-1',
  ]);
});

it('renews it when the portal no longer takes the token, though it is not old', async () => {
  const here = withBrowser({ code: 'a-code' });
  await login(here);
  // the portal has begun to sign with another key
  issued += 1;
  good = new Set(['refresh-1']);
  expect((await here.run(['show-usage'])).code).toBe(0);
});

it('renews it once for commands that run side by side', async () => {
  const here = withBrowser({ code: 'a-code' });
  await login(here);
  growOld(here);
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => here.run(['show-usage'])),
  );
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
  expect(asked()).toHaveLength(2);
});

it('asks to sign in again when the session can no longer be renewed', async () => {
  const here = withBrowser({ code: 'a-code' });
  await login(here);
  growOld(here);
  good = new Set();
  const { code, stderr } = await here.run(['show-usage']);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /could not be renewed \(Invalid refresh token\): run "ironstage login --url \S+" again/,
  );
});

it('ends the session at the portal when one signs out', async () => {
  const here = withBrowser({ code: 'a-code' });
  await login(here);
  await here.run(['logout']);
  const [revoked] = portal.to('/api/auth/v1/revoke');
  expect(revoked.body).toMatchObject({ token: 'refresh-1' });
  expect(readFileSync(fileOf(here), 'utf8')).not.toContain('refresh-1');
});

it('says what else to do where the portal has no TLS', async () => {
  portal.on('GET /api/auth/.well-known/openid-configuration', () => ({
    json: {
      issuer: 'http://localhost:7007/api/auth',
      authorization_endpoint: 'http://localhost:7007/api/auth/v1/authorize',
      client_id_metadata_document_supported: true,
    },
  }));
  const { code, stderr } = await login(withBrowser({ code: 'a-code' }));
  expect(code).toBe(2);
  expect(stderr).toMatch(/over https only: use --persona dana in the demo/);
});

it('says what else to do where the portal lets no command line in', async () => {
  portal.on('GET /api/auth/.well-known/openid-configuration', () => ({
    json: { issuer: 'x', authorization_endpoint: 'y' },
  }));
  const { code, stderr } = await login(withBrowser({ code: 'a-code' }));
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /auth\.clientIdMetadataDocuments\): use --token-stdin/,
  );
});
