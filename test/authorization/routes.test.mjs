// Every route that the back end serves, whoever added it: each has a row in routes.json that says who is let
// through, and that is tried. Run by `npm test` against a portal that recorded its routes (recordRoutes.cjs).
//
// anyone    no sign-in is needed: the page itself, keys, health, sign-in
// user      signed-in people; what they get is the plugin's own permissions' matter
// operator  people with infra.portal.operate only
// service   other plugins only
// matrix    of our own contract: matrix.test.mjs decides about each
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const base = process.env.IRONSTAGE_URL;
const file = process.env.IRONSTAGE_ROUTES_FILE;
assert.ok(base && file, 'IRONSTAGE_URL and IRONSTAGE_ROUTES_FILE must be set');

const decisions = JSON.parse(
  readFileSync(new URL('./routes.json', import.meta.url), 'utf8'),
);
const served = JSON.parse(readFileSync(file, 'utf8'));

/** Plugins whose router can't be looked into: whose routes those are. */
const OF_UNSEEN = '/api/scaffolder';

function requestOf(route) {
  const [method, pattern] = route.split(' ');
  const path = pattern
    .replace(/^\?/, OF_UNSEEN)
    .replace(/:\w+(\(\*\))?/g, 'none')
    .replace('*', 'none');
  return { method, url: `${base}${path}` };
}

/** Where who asks is looked at after what is asked. */
const NOTICE = JSON.stringify({
  recipients: { type: 'broadcast' },
  payload: { title: 'Not from him' },
});
const BODIES = {
  [`${base}/api/notifications/`]: NOTICE,
  [`${base}/api/notifications/notifications`]: NOTICE,
};

async function statusOf(route, token) {
  const { method, url } = requestOf(route);
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: ['POST', 'PUT'].includes(method) ? BODIES[url] ?? '{}' : undefined,
  });
  await response.body?.cancel();
  return response.status;
}

async function tokenOf(persona) {
  const response = await fetch(`${base}/api/auth/persona/refresh`, {
    headers: { 'x-ironstage-persona': `user:default/${persona}` },
  });
  return (await response.json()).backstageIdentity.token;
}

const routesFor = who => served.filter(route => decisions[route] === who);

describe('the routes of the whole back end', () => {
  it('have each been decided about, and none of the decisions is about nothing', () => {
    assert.ok(served.length > 100, `only ${served.length} were recorded`);
    assert.deepEqual(
      served.filter(route => !decisions[route]),
      [],
      'nobody has decided about these: add rows to test/authorization/routes.json',
    );
    assert.deepEqual(
      Object.keys(decisions).filter(route => !served.includes(route)),
      [],
      'these are no longer served: take their rows out of routes.json',
    );
  });

  it('let nobody in who has not signed in, but where that is said', async () => {
    for (const who of ['user', 'operator', 'service', 'matrix']) {
      for (const route of routesFor(who)) {
        const status = await statusOf(route);
        assert.ok([401, 403].includes(status), `${route}: ${status}`);
      }
    }
  });

  for (const who of ['operator', 'service']) {
    it(`for ${who}s let no developer in`, async () => {
      const token = await tokenOf('sam');
      for (const route of routesFor(who)) {
        assert.equal(await statusOf(route, token), 403, route);
      }
    });
  }

  it('that steer the scheduler let an operator in', async () => {
    const token = await tokenOf('rui');
    const lists = routesFor('operator').filter(one => one.startsWith('GET'));
    assert.ok(lists.length > 3);
    for (const route of lists) {
      assert.equal(await statusOf(route, token), 200, route);
    }
  });
});
