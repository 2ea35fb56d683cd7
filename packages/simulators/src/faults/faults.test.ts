import { startSimulators, type SimulatedEstate } from '../startSimulators';
import { Client, login } from '../testing/client';
import {
  createServer,
  makeProject,
  serverBody,
  settled,
  type TestProject,
} from '../testing/project';

describe('fault switches', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  let project: TestProject;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 6, speed: 100 });
    admin = await login(estate.url);
    project = await makeProject(admin);
  });
  afterEach(() => estate.faults.clear());
  afterAll(() => estate.stop());

  it('fail the next N requests of one service and no other', async () => {
    estate.faults.set([{ kind: 'error', service: 'compute', times: 2 }]);
    const statuses = [];
    for (let i = 0; i < 3; i += 1) {
      statuses.push((await admin.nova('GET', '/flavors')).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
    expect((await admin.neutron('GET', '/networks')).status).toBe(200);
  });

  it('take a service down with 503, and limit with Retry-After', async () => {
    estate.faults.set([{ kind: 'down', service: 'image' }]);
    expect((await admin.glance('GET', '/images')).status).toBe(503);
    estate.faults.set([
      { kind: 'rate-limit', service: 'image', retryAfterSeconds: 7 },
    ]);
    const limited = await admin.glance('GET', '/images');
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('7');
  });

  it('delay, reset, hang and cut an answer in the middle', async () => {
    const before = Date.now();
    estate.faults.set([{ kind: 'latency', latencyMs: 120, times: 1 }]);
    expect((await admin.nova('GET', '/flavors')).status).toBe(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(110);
    for (const kind of ['reset', 'partial'] as const) {
      estate.faults.set([{ kind, path: '/flavors', times: 1 }]);
      await expect(admin.nova('GET', '/flavors')).rejects.toThrow();
    }
    estate.faults.set([{ kind: 'hang', times: 1 }]);
    await expect(
      fetch(`${estate.url}/compute/`, { signal: AbortSignal.timeout(80) }),
    ).rejects.toThrow(/timeout/i);
  });

  it('make the outcome of a create unknown: it happened all the same', async () => {
    estate.faults.set([
      { kind: 'lost-answer', method: 'POST', path: '/servers$', times: 1 },
    ]);
    const body = serverBody(project, 'lost', { tags: ['op-lost'] });
    await expect(
      project.client.nova('POST', '/servers', body),
    ).rejects.toThrow();
    const found = await project.client.nova('GET', '/servers?tags=op-lost');
    expect(found.body.servers).toHaveLength(1);
    expect(estate.stats().openstack.serversByName.lost).toBe(1);
  });

  it('send one build into ERROR and leave another in BUILD', async () => {
    estate.faults.set([
      { kind: 'build-error', name: '^bad-', times: 1 },
      { kind: 'build-stuck', name: '^slow-', times: 1 },
    ]);
    const bad = await createServer(project, 'bad-1');
    const slow = await createServer(project, 'slow-1');
    const good = await createServer(project, 'good-1');
    const failed = await settled(admin, bad, 'ERROR');
    expect(failed.fault.message).toMatch(/^Exceeded maximum number of retries/);
    expect((await admin.placement(`/allocations/${bad}`)).body).toEqual({
      allocations: {},
    });
    await settled(admin, good, 'ACTIVE');
    const stuck = await admin.nova('GET', `/servers/${slow}`);
    expect(stuck.body.server).toMatchObject({
      status: 'BUILD',
      'OS-EXT-STS:task_state': 'spawning',
    });
  });

  it('expire every token, and logging in again helps', async () => {
    const old = await login(estate.url);
    expect(estate.expireTokens()).toBeGreaterThan(0);
    expect((await old.nova('GET', '/servers')).status).toBe(401);
    admin = await login(estate.url);
    expect((await admin.nova('GET', '/servers')).status).toBe(200);
  });

  it('are set and read over HTTP, but not by a browser', async () => {
    const control = new Client(estate.url);
    const faults = [{ kind: 'down', service: 'volume', times: 1 }];
    const put = await control.ask('PUT', '/_control/faults', {
      body: { faults },
    });
    expect(put.body.faults).toMatchObject(faults);
    const bad = await control.ask('PUT', '/_control/faults', {
      body: { faults: [{ kind: 'nope' }] },
    });
    expect(bad.status).toBe(400);
    const page = await control.ask('DELETE', '/_control/faults', {
      headers: { Origin: 'https://example.com' },
    });
    expect(page.status).toBe(403);
    expect(estate.faults.list()).toHaveLength(1);
    await control.ask('DELETE', '/_control/faults');
    expect(estate.faults.list()).toEqual([]);
  });

  it('count what was asked, by service and path', async () => {
    estate.resetStats();
    await admin.nova('GET', '/servers/detail');
    await login(estate.url);
    const stats = (await new Client(estate.url).ask('GET', '/_control/stats'))
      .body;
    expect(stats.logins).toBe(1);
    expect(stats.requests).toContainEqual({
      service: 'compute',
      method: 'GET',
      path: '/v2.1/servers/detail',
      count: 1,
    });
    expect(stats.crashes).toEqual([]);
  });
});
