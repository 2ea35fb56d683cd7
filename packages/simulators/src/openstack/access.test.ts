import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { Client, login, onProject, passwordAuth } from '../testing/client';
import { demoCredentials as demo, demoProjectId } from './demo';

describe('access to the simulated cloud', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  let member: Client;
  let reader: Client;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 6, speed: 50 });
    admin = await login(estate.url);
    const as = (user: string, password: string) =>
      login(estate.url, 'search-prod', user, password);
    member = await as(demo.memberUsername, demo.memberPassword);
    reader = await as(demo.readerUsername, demo.readerPassword);
  });
  afterAll(() => estate.stop());

  const authenticate = (body: unknown) =>
    new Client(estate.url).keystone('POST', '/auth/tokens', body);
  const credential = (secret: string, scope?: unknown) => ({
    auth: {
      identity: {
        methods: ['application_credential'],
        application_credential: { id: demo.applicationCredentialId, secret },
      },
      ...(scope ? { scope } : {}),
    },
  });

  it('is refused identically for every wrong secret, user and scope', async () => {
    const wrong = [
      passwordAuth(demo.username, 'wrong', onProject('platform')),
      passwordAuth('nobody', 'wrong', onProject('platform')),
      passwordAuth(demo.username, demo.password, onProject('nowhere')),
      passwordAuth(demo.username, demo.password, onProject('search-prod')),
      credential('wrong'),
    ];
    const answers = await Promise.all(wrong.map(authenticate));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(401));
    expect(new Set(answers.map(a => JSON.stringify(a.body))).size).toBe(1);
    expect(answers[0].headers.get('www-authenticate')).toMatch(
      /^Keystone uri=/,
    );
  });

  it('lets no application credential change its scope', async () => {
    const secret = demo.applicationCredentialSecret;
    const scoped = await authenticate(
      credential(secret, onProject('platform')),
    );
    expect(scoped.status).toBe(401);
    expect(scoped.body.error.identity).toEqual({});
    const token = (await authenticate(credential(secret))).headers.get(
      'x-subject-token',
    );
    const rescoped = await authenticate({
      auth: {
        identity: { methods: ['token'], token: { id: token } },
        scope: onProject('platform'),
      },
    });
    expect(rescoped.status).toBe(403);
  });

  it('ends with the lifetime of the token', async () => {
    const short = await startSimulators({
      machines: 8,
      instances: 0,
      tokenLifetimeSeconds: 0.05,
    });
    const client = await login(short.url);
    await new Promise(resolve => setTimeout(resolve, 80));
    expect((await client.nova('GET', '/servers')).status).toBe(401);
    expect((await client.neutron('GET', '/networks')).status).toBe(401);
    expect((await client.placement('/resource_providers')).status).toBe(401);
    await short.stop();
  });

  it.each([
    ['/identity/v3/projects', 200, 403],
    ['/identity/v3/users', 200, 403],
    ['/identity/v3/role_assignments', 200, 403],
    ['/identity/v3/domains', 200, 403],
    ['/compute/v2.1/servers', 200, 200],
    ['/compute/v2.1/servers?all_tenants=1', 200, 403],
    ['/compute/v2.1/os-hypervisors', 200, 403],
    ['/compute/v2.1/os-services', 200, 403],
    ['/compute/v2.1/os-aggregates', 200, 403],
    ['/compute/v2.1/os-availability-zone', 200, 200],
    ['/compute/v2.1/os-availability-zone/detail', 200, 403],
    ['/compute/v2.1/os-simple-tenant-usage', 200, 403],
    [`/compute/v2.1/os-quota-sets/${demoProjectId('search-prod')}`, 200, 200],
    [`/compute/v2.1/os-quota-sets/${demoProjectId('data-prod')}`, 200, 403],
    ['/placement/resource_providers', 200, 403],
    ['/networking/v2.0/networks', 200, 200],
    ['/image/v2/images', 200, 200],
  ])(
    'of GET %s is %i for admins and %i for members and readers',
    async (path, forAdmin, forOthers) => {
      const ask = async (client: Client) =>
        (await client.ask('GET', path)).status;
      expect(await ask(admin)).toBe(forAdmin);
      expect(await ask(member)).toBe(forOthers);
      expect(await ask(reader)).toBe(forOthers);
    },
  );

  it('with an unscoped token is an empty list in Nova and 403 in Keystone', async () => {
    const answer = await authenticate(
      passwordAuth(demo.username, demo.password, 'unscoped'),
    );
    const unscoped = new Client(
      estate.url,
      answer.headers.get('x-subject-token') ?? '',
    );
    const servers = await unscoped.nova('GET', '/servers');
    expect([servers.status, servers.body]).toEqual([200, { servers: [] }]);
    expect((await unscoped.keystone('GET', '/projects')).status).toBe(403);
    expect((await unscoped.placement('/resource_providers')).status).toBe(403);
  });

  it('of a tag twice and of a name twice is refused', async () => {
    const project = demoProjectId('data-prod');
    const tag = () => admin.keystone('PUT', `/projects/${project}/tags/t`);
    expect((await tag()).status).toBe(201);
    expect((await tag()).status).toBe(400);
    const again = await admin.keystone('POST', '/projects', {
      project: { name: 'data-prod', domain_id: 'default' },
    });
    expect(again.status).toBe(409);
    expect(again.body.error.message).toMatch(
      /name is data-prod, project id [0-9a-f]{32}\.$/,
    );
  });
});
