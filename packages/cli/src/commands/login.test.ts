import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const userinfo = (sub: string) => ({
  json: { claims: { sub, ent: [sub, 'group:default/payments'] } },
});

describe('login', () => {
  let portal: FakePortal;
  let fresh = 0;

  beforeEach(async () => {
    fresh = 0;
    portal = await new FakePortal().start();
    portal
      .on('GET /api/auth/persona/refresh', ({ headers }) => {
        if (headers['x-ironstage-persona'] !== 'user:default/dana') {
          return {
            status: 401,
            json: { error: { name: 'AuthenticationError', message: 'Nobody' } },
          };
        }
        fresh += 1;
        return { json: { backstageIdentity: { token: `secret-${fresh}` } } };
      })
      .on('GET /api/auth/v1/userinfo', ({ headers }) =>
        /^Bearer (secret-\d|real-token)$/.test(headers.authorization ?? '')
          ? userinfo('user:default/dana')
          : {
              status: 401,
              json: { error: { name: 'AuthenticationError', message: 'No' } },
            },
      )
      .on('GET /api/infra/v1/projects', () => ({
        json: { items: [], total: 0, errors: [] },
      }));
  });

  afterEach(() => portal.stop());

  const configOf = (here: Here) =>
    path.join(here.home, '.config', 'ironstage', 'config.json');

  it('remembers the portal and the persona, and prints no token', async () => {
    const here = new Here();
    const login = await here.run([
      'login',
      '--url',
      `${portal.url}/`,
      '--persona',
      'Dana',
    ]);
    expect(login).toEqual({
      code: 0,
      stdout: `You are signed in to ${portal.url} as user:default/dana.\n`,
      stderr: '',
    });
    const config = readFileSync(configOf(here), 'utf8');
    expect(JSON.parse(config)).toEqual({
      current: portal.url,
      portals: { [portal.url]: { persona: 'user:default/dana' } },
    });
    expect(statSync(configOf(here)).mode % 0o1000).toBe(0o600);
    expect((await here.run(['whoami', '--json'])).stdout).toContain('payments');
  });

  it('keeps the file private when it was not before', async () => {
    const here = new Here({ XDG_CONFIG_HOME: '' });
    await here.run(['login', '--url', portal.url, '--persona', 'dana']);
    chmodSync(configOf(here), 0o644);
    await here.run(['login', '--url', portal.url, '--persona', 'dana']);
    expect(statSync(configOf(here)).mode % 0o1000).toBe(0o600);
  });

  it('takes a token from standard input and never shows it', async () => {
    const here = new Here();
    const login = await here.run(
      ['login', '--url', portal.url, '--token-stdin', '--json'],
      'real-token\n',
    );
    expect(login.code).toBe(0);
    expect(login.stdout + login.stderr).not.toContain('real-token');
    expect(JSON.parse(login.stdout).user).toBe('user:default/dana');
    expect((await here.run(['whoami'])).code).toBe(0);
  });

  it('saves nothing when the portal does not know the token or the persona', async () => {
    const here = new Here();
    expect(
      await here.run(['login', '--url', portal.url, '--token-stdin'], 'wrong'),
    ).toMatchObject({ code: 3, stdout: '' });
    expect(
      await here.run(['login', '--url', portal.url, '--persona', 'eve']),
    ).toMatchObject({ code: 3, stdout: '', stderr: 'Nobody.\n' });
    expect(() => statSync(configOf(here))).toThrow();
  });

  it.each([
    [['--persona', 'dana', '--token', 'x'], /one of --persona/],
    [['--token-stdin'], /no token on standard input/],
    [['--token', 'two words'], /no spaces/],
    [['--persona', 'a b'], /not the name of a persona/],
  ])('refuses %j in a sentence', async (more, sentence) => {
    const login = await new Here().run(['login', '--url', portal.url, ...more]);
    expect(login.code).toBe(2);
    expect(login.stderr).toMatch(sentence);
    expect(portal.received).toEqual([]);
  });

  it('never sends a saved sign-in to another portal', async () => {
    const here = new Here();
    await here.run(['login', '--url', portal.url, '--token', 'real-token']);
    const other = await new FakePortal().start();
    expect((await here.run(['show-usage', '--url', other.url])).code).toBe(3);
    expect(other.received).toEqual([]);
    await other.stop();
  });

  it('prefers the environment to the file, and options to the environment', async () => {
    const here = new Here({
      IRONSTAGE_URL: portal.url,
      IRONSTAGE_TOKEN: 'of-environment',
    });
    await here.run(['show-usage']);
    await here.run(['show-usage', '--token', 'of-option']);
    expect(
      portal.to('/api/infra/v1/projects').map(one => one.headers.authorization),
    ).toEqual(['Bearer of-environment', 'Bearer of-option']);
    expect(portal.to('/api/infra/v1/projects')[0].headers['x-infra-door']).toBe(
      'cli',
    );
  });

  it('fetches a fresh token once when the one of a persona has run out', async () => {
    const here = new Here();
    await here.run(['login', '--url', portal.url, '--persona', 'dana']);
    fresh = 4;
    portal.on('GET /api/infra/v1/projects', ({ headers }) =>
      headers.authorization === 'Bearer secret-6'
        ? { json: { items: [], total: 0, errors: [] } }
        : {
            status: 401,
            json: { error: { name: 'AuthenticationError', message: 'Old' } },
          },
    );
    expect((await here.run(['show-usage'])).code).toBe(0);
    expect(fresh).toBe(6);
    expect(await here.run(['show-usage'])).toMatchObject({ code: 3 });
    expect(fresh).toBe(8);
  });

  it('forgets a sign-in', async () => {
    const here = new Here();
    await here.run(['login', '--url', portal.url, '--persona', 'dana']);
    expect((await here.run(['logout'])).code).toBe(0);
    expect((await here.run(['whoami'])).code).toBe(3);
  });

  it('says what to do about a damaged file', async () => {
    const here = new Here();
    await here.run(['login', '--url', portal.url, '--persona', 'dana']);
    writeFileSync(configOf(here), '{"portals": 7}');
    const { code, stderr } = await here.run(['whoami']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/is damaged: delete it and sign in again/);
  });
});
