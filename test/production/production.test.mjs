import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { root } from '../../scripts/lib/paths.mjs';
import { commandLine } from './commandLine.mjs';
import { startCompany } from './company.mjs';
import { api, openBrowser, sessionOf, signIn } from './signIn.mjs';

let company;
let browser;

/** Tries until it holds; what it says last is what is thrown. */
async function eventually(check, seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
}

/** Browsers of the test that runs. */
const contexts = [];

/** A browser of somebody's own; the portal's certificate is one of tests. */
async function newContext() {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  context.setDefaultTimeout(15_000);
  contexts.push(context);
  return context;
}

/** Somebody who is signed in: a page, and the REST API with the session's token. */
async function as(login) {
  const context = await newContext();
  const page = await signIn(context, company.baseUrl, login);
  await page.getByRole('heading', { name: 'Projects' }).first().waitFor();
  const { body } = await sessionOf(page, company.baseUrl);
  const { token, identity } = body.backstageIdentity;
  return { context, page, identity, get: api(company.baseUrl, token) };
}

before(async () => {
  const { PGHOST, PGPORT, TLS_CERT, TLS_KEY } = process.env;
  company = await startCompany(
    { host: PGHOST, port: PGPORT },
    { cert: TLS_CERT, key: TLS_KEY },
  );
  await company.startPortal();
  browser = await openBrowser();
});

// a back end that is stopped waits for the pages that are open
afterEach(() => Promise.all(contexts.splice(0).map(one => one.close())));

after(async () => {
  await browser?.close();
  company?.stop();
});

describe('a portal in production', () => {
  it('says that the sign-in server is away while it is, and signs in when it is back', async () => {
    const context = await newContext();
    const page = await context.newPage();
    const answer = await page.request.get(
      `${company.baseUrl}/api/auth/oidc/start?env=production`,
    );
    assert.equal(answer.status(), 503);
    assert.match(await answer.text(), /sign-in server at .* can't be had/);
    await company.startSignInServer();
    await eventually(() => as('dana'));
  });

  it('offers nobody to be picked without a password', async () => {
    const answer = await fetch(`${company.baseUrl}/api/auth/persona/refresh`, {
      headers: { 'x-ironstage-persona': 'user:default/rui' },
    });
    assert.equal(answer.status, 404);
  });

  it('knows people and teams by the directory: with spaces, nested, typed by hand', async () => {
    const dana = await as('dana');
    assert.equal(dana.identity.userEntityRef, 'user:default/dana');
    assert.deepEqual(dana.identity.ownershipEntityRefs.sort(), [
      'group:default/checkout',
      'user:default/dana',
    ]);
    assert.equal((await dana.get('/providers/os-eu1/health')).status, 403);

    // on-call is a part of the platform team, and that has the role
    const rui = await as('rui');
    await eventually(async () => {
      assert.equal((await rui.get('/providers/os-eu1/health')).status, 200);
    });
  });

  it('goes on over a person with two names and one whose name is none, and says so', () => {
    const said = readFileSync(path.join(root, company.portal.logFile), 'utf8');
    assert.match(said, /uid=twice\S* has 2 values of uid/);
    assert.match(said, /is called .{0,2}eve@example\.com/);
  });

  it('tells two people of one mail address apart', async () => {
    const sam = await as('sam');
    assert.equal(sam.identity.userEntityRef, 'user:default/sam');
  });

  it('refuses somebody whom the directory does not know, in words', async () => {
    const context = await newContext();
    const page = await signIn(context, company.baseUrl, 'stranger');
    await page
      .getByText(/knows nobody of that name/)
      .first()
      .waitFor();
    assert.equal((await sessionOf(page, company.baseUrl)).status, 401);
  });

  it('keeps the session in a new tab, after a restart, and over two tabs that refresh at once', async () => {
    const { context } = await as('dana');
    await company.stopPortal();
    await company.startPortal();
    const tab = await context.newPage();
    await tab.goto(company.baseUrl);
    await tab.getByRole('heading', { name: 'Projects' }).first().waitFor();
    const both = await Promise.all([
      sessionOf(tab, company.baseUrl),
      sessionOf(tab, company.baseUrl),
    ]);
    assert.deepEqual(
      both.map(({ status }) => status),
      [200, 200],
    );
    assert.equal((await sessionOf(tab, company.baseUrl)).status, 200);
  });

  it('signs a command line in by the browser, and out again', async () => {
    const { page } = await as('dana');
    const ironstage = commandLine(company.baseUrl);
    const login = ironstage.run(['login', '--no-browser']);
    const [address] = (await login.said(/https:\S+authorize\S+/)) ?? [];
    await page.goto(address);
    await page.getByRole('button', { name: /authorize/i }).click();
    assert.match(
      (await login.ended()).stdout,
      /signed in to .* as user:default\/dana/,
    );
    const whoami = await ironstage.run(['whoami', '--json']).ended();
    assert.equal(JSON.parse(whoami.stdout).user, 'user:default/dana');

    // the session is renewed when its token has run out
    ironstage.age();
    const projects = await ironstage.run(['show-usage', '--json']).ended();
    assert.equal(projects.code, 0, projects.stderr);
    await ironstage.run(['logout']).ended();
    assert.equal((await ironstage.run(['whoami']).ended()).code, 3);
  });

  it('signs out of the portal and of the server', async () => {
    const { page } = await as('dana');
    const left = await page.request.post(
      `${company.baseUrl}/api/auth/oidc/logout?env=production`,
      { headers: { 'x-requested-with': 'XMLHttpRequest' } },
    );
    assert.match((await left.json()).logoutUrl, /\/session\/end\?/);
    assert.equal((await sessionOf(page, company.baseUrl)).status, 401);
  });

  it('takes a renamed person for another, with the teams that the directory gives her', async () => {
    const sam = await as('sam');
    company.directory.rename('sam', 'samira');
    await eventually(async () => {
      assert.equal((await sam.get('/projects')).status, 403);
    });
  });

  it('lets nobody in who was removed, however young the token', async () => {
    const rui = await as('rui');
    assert.equal((await rui.get('/providers/os-eu1/health')).status, 200);
    company.directory.remove('rui');
    await eventually(async () => {
      const { status, body } = await rui.get('/providers/os-eu1/health');
      assert.equal(status, 403);
      assert.match(body.error.message, /not \(or no longer\) in the catalog/);
    });
    assert.equal((await sessionOf(rui.page, company.baseUrl)).status, 401);
  });
});
