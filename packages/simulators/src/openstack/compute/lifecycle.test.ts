import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, until, type Answer, type Client } from '../../testing/client';
import {
  createServer,
  makeProject,
  serverBody,
  settled,
  type TestProject,
} from '../../testing/project';
import { demoCredentials as demo } from '../demo';
import { flavorId, imageId } from '../seed/seedCatalogue';

describe('a server whose states last long enough to be seen on a busy machine', () => {
  let estate: SimulatedEstate;
  let project: TestProject;
  let client: Client;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 16, instances: 12, speed: 0.5 });
    project = await makeProject(await login(estate.url));
    client = project.client;
  });
  afterAll(() => estate.stop());

  const show = (id: string) => client.nova('GET', `/servers/${id}`);

  it('passes through its tasks, gets an address and a host', async () => {
    const id = await createServer(project, 'web-1');
    const seen = new Set<string>();
    const server = (
      await until(
        async () => {
          const answer = await show(id);
          const { status } = answer.body.server;
          seen.add(`${status}/${answer.body.server['OS-EXT-STS:task_state']}`);
          return answer;
        },
        ({ body }) => body.server.status === 'ACTIVE',
      )
    ).body.server;
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'BUILD/scheduling',
        'BUILD/spawning',
        'ACTIVE/null',
      ]),
    );
    expect(server.addresses.net[0].addr).toMatch(/^10\.200\.0\.\d+$/);
    const ports = await client.neutron('GET', `/ports?device_id=${id}`);
    expect(ports.body.ports).toHaveLength(1);
    expect(ports.body.ports[0].status).toBe('ACTIVE');
  });

  it('is shown as DELETED for a moment and then is not found', async () => {
    const id = await createServer(project, 'gone');
    await settled(client, id, 'ACTIVE');
    const before = new Date(Date.now() - 1000).toISOString();
    expect((await client.nova('DELETE', `/servers/${id}`)).status).toBe(204);
    expect((await show(id)).body.server['OS-EXT-STS:task_state']).toBe(
      'deleting',
    );
    await until(
      () => show(id),
      ({ status }) => status === 404,
    );
    const since = `/servers/detail?changes-since=${before}`;
    const changed = await client.nova('GET', since);
    expect(changed.body.servers[0]).toMatchObject({ id, status: 'DELETED' });
    const live = await client.nova('GET', `${since}&deleted=false`);
    expect(live.body.servers).toEqual([]);
    const actions = await client.nova(
      'GET',
      `/servers/${id}/os-instance-actions`,
    );
    expect(actions.body.instanceActions[0].action).toBe('delete');
    const ports = await client.neutron('GET', `/ports?device_id=${id}`);
    expect(ports.body.ports).toEqual([]);
  });
});

describe('a server of the simulated cloud', () => {
  let estate: SimulatedEstate;
  let admin: Client;
  let project: TestProject;
  let client: Client;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 16, instances: 12, speed: 20 });
    admin = await login(estate.url);
  });
  beforeEach(async () => {
    project = await makeProject(admin);
    client = project.client;
  });
  afterAll(() => estate.stop());

  const act = (id: string, body: unknown, by = client) =>
    by.nova('POST', `/servers/${id}/action`, body);
  const message = ({ body }: Answer) =>
    (Object.values(body)[0] as { message: string }).message;

  it('stops and starts, and says why it cannot do so twice', async () => {
    const id = await createServer(project, 'power');
    await settled(client, id, 'ACTIVE');
    expect((await act(id, { 'os-stop': null })).status).toBe(202);
    await settled(client, id, 'SHUTOFF');
    const again = await act(id, { 'os-stop': null });
    expect(again.status).toBe(409);
    expect(message(again)).toBe(
      `Cannot 'stop' instance ${id} while it is in vm_state stopped`,
    );
    await act(id, { 'os-start': null });
    await settled(client, id, 'ACTIVE');
    expect(message(await act(id, { frobnicate: null }))).toBe(
      'There is no such action: frobnicate',
    );
  });

  it('resizes to another host, and back or for good', async () => {
    const id = await createServer(project, 'grow');
    const { hostId } = await settled(client, id, 'ACTIVE');
    const resize = { resize: { flavorRef: flavorId('medium') } };
    expect((await act(id, resize)).status).toBe(202);
    const resized = await settled(client, id, 'VERIFY_RESIZE');
    expect(resized.flavor.original_name).toBe('medium');
    expect(resized.hostId).not.toBe(hostId);
    await act(id, { revertResize: null });
    const reverted = await settled(client, id, 'ACTIVE');
    expect(reverted.flavor.original_name).toBe('small');
    expect(reverted.hostId).toBe(hostId);

    await act(id, resize);
    await settled(client, id, 'VERIFY_RESIZE');
    expect((await act(id, { confirmResize: null })).status).toBe(204);
    await settled(client, id, 'ACTIVE');
    const usages = await admin.placement(`/usages?project_id=${project.id}`);
    expect(usages.body.usages.unknown).toMatchObject({
      VCPU: 4,
      consumer_count: 1,
    });
  });

  it('quietly stays as it was when a resize fits nowhere', async () => {
    const id = await createServer(project, 'stay');
    await settled(client, id, 'ACTIVE');
    await admin.nova('PUT', `/os-quota-sets/${project.id}`, {
      quota_set: { cores: -1, ram: -1 },
    });
    const flavor = await admin.nova('POST', '/flavors', {
      flavor: { name: `huge-${project.id}`, vcpus: 2, ram: 9e6, disk: 20 },
    });
    await act(id, { resize: { flavorRef: flavor.body.flavor.id } });
    const after = await settled(client, id, 'ACTIVE');
    expect(after).not.toHaveProperty('fault');
    const actions = await client.nova(
      'GET',
      `/servers/${id}/os-instance-actions?limit=1`,
    );
    expect(actions.body.instanceActions[0]).toMatchObject({
      action: 'resize',
      message: 'Error',
    });
  });

  it('is refused over quota in the words of Nova, counting all of them', async () => {
    await admin.nova('PUT', `/os-quota-sets/${project.id}`, {
      quota_set: { instances: 1 },
    });
    await createServer(project, 'one');
    const answer = await client.nova(
      'POST',
      '/servers',
      serverBody(project, 'two'),
    );
    expect(answer.status).toBe(403);
    expect(answer.body.forbidden.message).toBe(
      'Quota exceeded for instances: Requested 1, but already used 1 of 1 instances',
    );
  });

  it('is refused for each wrong reference with its own message', async () => {
    const bad = async (more: Record<string, unknown>) => {
      const body = serverBody(project, 'bad', more);
      const answer = await client.nova('POST', '/servers', body);
      return `${answer.status} ${message(answer)}`;
    };
    const zero = '00000000-0000-0000-0000-000000000000';
    expect(await bad({ flavorRef: 'nope' })).toBe(
      '400 Flavor nope could not be found.',
    );
    expect(await bad({ imageRef: zero })).toBe(
      '400 Can not find requested image',
    );
    expect(await bad({ key_name: 'nope' })).toBe(
      '400 Invalid key_name provided.',
    );
    expect(await bad({ networks: [{ uuid: zero }] })).toBe(
      `400 Network ${zero} could not be found.`,
    );
    expect(await bad({ availability_zone: 'mars' })).toBe(
      '400 The requested availability zone is not available',
    );
    expect(await bad({ colour: 'red' })).toContain(
      "Additional properties are not allowed ('colour' was unexpected)",
    );
    expect(await bad({ tags: ['a,b'] })).toBe(
      "400 Invalid input for field/attribute 0. Value: a,b. 'a,b' does not match '^[^,/]*$'",
    );
  });

  it('needs a volume where its flavor has no disk, unless an administrator asks', async () => {
    const member = await login(
      estate.url,
      'search-prod',
      demo.memberUsername,
      demo.memberPassword,
    );
    const { body } = await admin.nova('POST', '/flavors', {
      flavor: { name: `diskless-${project.id}`, vcpus: 1, ram: 512, disk: 0 },
    });
    const diskless = serverBody(project, 'diskless', {
      flavorRef: body.flavor.id,
    });
    const refused = await member.nova('POST', '/servers', diskless);
    expect(refused.status).toBe(403);
    expect(message(refused)).toBe(
      'Only volume-backed servers are allowed for flavors with zero disk.',
    );
    expect((await client.nova('POST', '/servers', diskless)).status).toBe(202);
  });

  it('stays behind as an orphan when its project is deleted', async () => {
    const id = await createServer(project, 'orphan');
    await settled(client, id, 'ACTIVE');
    const path = `/projects/${project.id}`;
    expect((await admin.keystone('DELETE', path)).status).toBe(204);
    expect((await admin.nova('GET', `/servers/${id}`)).status).toBe(200);
    const quota = await admin.nova('GET', `/os-quota-sets/${project.id}`);
    expect(message(quota)).toBe(
      `Project ID ${project.id} is not a valid project.`,
    );
    const all = `/servers?all_tenants=1&project_id=${project.id}`;
    expect((await admin.nova('GET', all)).body.servers).toHaveLength(1);
    // Services cache a token for five minutes, also that of a deleted project.
    expect((await client.nova('GET', `/servers/${id}`)).status).toBe(200);
    expect((await client.keystone('GET', '/auth/projects')).status).toBe(401);
  });

  describe('in lists', () => {
    it('is found by tag from 2.26 and by a regular expression', async () => {
      await createServer(project, 'web-1', { tags: ['op-1', 'x'] });
      await createServer(project, 'web-10', { tags: ['op-2'] });
      const names = async (query: string, minor = 93) => {
        const answer = await client.nova(
          'GET',
          `/servers?${query}`,
          undefined,
          minor,
        );
        return answer.body.servers?.map((row: { name: string }) => row.name);
      };
      expect(await names('tags=op-1')).toEqual(['web-1']);
      expect(await names('tags=op-1', 25)).toEqual(['web-10', 'web-1']);
      expect(await names('name=web-1')).toEqual(['web-10', 'web-1']);
      expect(await names('name=^web-1$')).toEqual(['web-1']);
      expect(await names('not-tags-any=op-2')).toEqual(['web-1']);
      expect(await names('nope=1', 74)).toHaveLength(2);
      expect((await client.nova('GET', '/servers?nope=1')).status).toBe(400);
    });

    it('comes once and only once over all pages, in both orders', async () => {
      const walk = async (order: string) => {
        const ids: string[] = [];
        let path: string | undefined = `/servers?all_tenants=1&limit=5${order}`;
        while (path) {
          const answer: Answer = await admin.nova('GET', path);
          ids.push(...answer.body.servers.map((row: { id: string }) => row.id));
          const next: string | undefined = answer.body.servers_links?.[0].href;
          path = next?.slice(next.indexOf('/servers'));
        }
        return ids;
      };
      const newest = await walk('');
      const oldest = await walk(
        '&sort_key=created_at&sort_dir=asc&sort_key=uuid&sort_dir=asc',
      );
      expect(new Set(newest).size).toBe(newest.length);
      expect(oldest).toEqual([...newest].reverse());
      const byName = await walk('&sort_key=display_name&sort_dir=asc');
      expect([...byName].sort()).toEqual([...newest].sort());
      expect(newest).toHaveLength(estate.stats().openstack.servers);
    });

    it('of other projects needs admin and all_tenants', async () => {
      const member = await login(
        estate.url,
        'search-prod',
        demo.memberUsername,
        demo.memberPassword,
      );
      const refused = await member.nova('GET', '/servers?all_tenants=1');
      expect(refused.status).toBe(403);
      expect(message(refused)).toBe(
        "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed.",
      );
      const without = `/servers?project_id=${project.id}`;
      expect((await admin.nova('GET', without)).body.servers).toEqual([]);
      const own = await member.nova('GET', '/servers/detail');
      expect(own.body.servers.length).toBeGreaterThan(0);
      expect(own.body.servers[0]).not.toHaveProperty('OS-EXT-SRV-ATTR:host');
    });
  });

  it('fills VGPUs to the last and then finds no valid host', async () => {
    await admin.nova('PUT', `/os-quota-sets/${project.id}`, {
      quota_set: { cores: -1, ram: -1, instances: -1 },
    });
    const candidates = await admin.placement(
      '/allocation_candidates?resources=VCPU:1',
    );
    const free = Object.values(
      candidates.body.provider_summaries as Record<
        string,
        { resources: { VGPU?: { capacity: number; used: number } } }
      >,
    ).reduce(
      (sum, { resources: { VGPU } }) =>
        sum + (VGPU ? VGPU.capacity - VGPU.used : 0),
      0,
    );
    const answer = await client.nova('POST', '/servers', {
      server: {
        name: 'gpu',
        flavorRef: flavorId('gpu-small'),
        imageRef: imageId('eu-gpu-2025.02'),
        networks: 'none',
        min_count: free + 1,
      },
    });
    expect(answer.status).toBe(202);
    const done = await until(
      async () => (await client.nova('GET', '/servers/detail')).body.servers,
      servers =>
        servers.every((row: { status: string }) => row.status !== 'BUILD'),
    );
    const statuses = done.map((row: { status: string }) => row.status);
    expect(statuses.filter((s: string) => s === 'ACTIVE')).toHaveLength(free);
    expect(statuses.filter((s: string) => s === 'ERROR')).toHaveLength(1);
  });
});
