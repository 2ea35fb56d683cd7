import { createHmac, randomUUID } from 'node:crypto';
import { MaasClient } from './testing/MaasClient';
import { idsOf, settled, startRegion, type TestRegion } from './testing/region';

const rfc3986 = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A request signed with HMAC-SHA1, computed here on its own. */
function hmacHeader(
  apiKey: string,
  method: string,
  url: string,
  params: Array<[string, string]>,
): string {
  const [consumer, token, secret] = apiKey.split(':');
  const own: Array<[string, string]> = [
    ['oauth_consumer_key', consumer],
    ['oauth_token', token],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', String(Math.floor(Date.now() / 1000))],
    ['oauth_nonce', randomUUID()],
    ['oauth_version', '1.0'],
  ];
  const all = [...own, ...params]
    .map(pair => pair.map(rfc3986).join('='))
    .sort()
    .join('&');
  const base = [method, url, all].map(rfc3986).join('&');
  const signature = createHmac('sha1', `&${secret}`)
    .update(base)
    .digest('base64');
  return `OAuth ${[...own, ['oauth_signature', signature]]
    .map(([key, value]) => `${key}="${rfc3986(value)}"`)
    .join(', ')}`;
}

describe('requests to MAAS', () => {
  let region: TestRegion;
  let admin: MaasClient;
  let member: MaasClient;

  beforeAll(async () => {
    region = await startRegion();
    ({ admin, member } = region);
  });
  afterEach(() => region.estate.faults.clear());
  afterAll(() => region.estate.stop());

  it('may be signed with HMAC-SHA1, query and form included', async () => {
    const url = `${admin.url}/api/2.0/tags/`;
    const signed = (name: string, claimed: string) =>
      region.nobody.ask(
        'POST',
        'tags/',
        new URLSearchParams({ name, comment: 'a b' }),
        {
          Authorization: hmacHeader(admin.apiKey!, 'POST', url, [
            ['name', claimed],
            ['comment', 'a b'],
          ]),
        },
      );
    expect((await signed('hmac', 'hmac')).status).toBe(200);
    const forged = await signed('other', 'hmac');
    expect(forged.status).toBe(401);
    expect(forged.body).toContain('Invalid signature');
  });

  it('name their operation in query, form or path', async () => {
    const form = new URLSearchParams({ op: 'release', machines: 'zzzzzz' });
    const answers = [
      await admin.post('machines/?op=release', { machines: 'zzzzzz' }),
      await admin.ask('POST', 'machines/', form),
      await admin.post('machines/op-release', { machines: 'zzzzzz' }),
    ];
    expect(answers.map(answer => answer.body)).toEqual(
      Array(3).fill('Unknown machine(s): zzzzzz.'),
    );
    expect((await admin.get('users/op-whoami')).body.username).toBe(
      'ironstage',
    );
  });

  it('may come as multipart, with lists by repetition', async () => {
    const ids = (await idsOf(admin, { tags: 'openstack' })).slice(0, 2);
    await admin.post('tags/', { name: 'multi' });
    const form = new FormData();
    ids.forEach(id => form.append('add', id));
    const updated = await admin.ask(
      'POST',
      'tags/multi/?op=update_nodes',
      form,
    );
    expect(updated.body).toEqual({ added: 2, removed: 0 });
    expect((await idsOf(admin, { tags: 'multi' })).sort()).toEqual(
      [...ids].sort(),
    );
    const shown = await admin.get('tags/multi/?op=machines');
    expect(shown.body).toHaveLength(2);
    expect((await admin.delete('tags/multi/')).status).toBe(204);
    const { body } = await admin.get(`machines/${ids[0]}/`);
    expect(body.tag_names).not.toContain('multi');
  });

  it('filter the list, also by what must not be', async () => {
    const all = await idsOf(admin, {});
    const [first, second] = all;
    const count = async (filter: Record<string, string | string[]>) =>
      (await idsOf(admin, filter)).length;
    expect(await idsOf(admin, { id: [first, second] })).toEqual([
      first,
      second,
    ]);
    expect(await count({ not_id: first })).toBe(all.length - 1);
    expect(
      (await count({ status: 'deployed' })) +
        (await count({ not_status: 'deployed' })),
    ).toBe(all.length);
    expect(await count({ status: ['ready', 'broken'] })).toBe(
      (await count({ status: 'ready' })) + (await count({ status: 'broken' })),
    );
    expect(await count({ tags: ['gpu', 'proxmox'] })).toBe(
      (await count({ tags: 'gpu' })) -
        (await count({ tags: 'gpu', not_tags: 'proxmox' })),
    );
    expect(await count({ pool: 'openstack' })).toBe(
      await count({ owner: 'platform', tags: 'openstack' }),
    );
    expect(await count({ not_in_pool: 'openstack' })).toBe(
      all.length - (await count({ pool: 'openstack' })),
    );
    expect(await count({ cpu_count: '128' })).toBeLessThan(all.length);
    expect(await count({ mem: '999999999' })).toBe(0);
    expect(await count({ storage: 'root:100(ssd),data:1000' })).toBeGreaterThan(
      0,
    );
    expect(await count({ simple_status: 'failed' })).toBe(0);
    expect((await admin.get('machines/?colour=red')).body).toBe(
      '{"colour": ["No such constraint."]}',
    );
  });

  it('allocate the smallest machine that fits, or tell which would be', async () => {
    const dry = await admin.post('machines/?op=allocate', {
      dry_run: 'true',
      cpu_count: '64',
      storage: 'root:100,data:1000',
    });
    expect(dry.status).toBe(200);
    expect(dry.body.status_name).toBe('Ready');
    expect(dry.body.constraints_by_type.storage.data).toHaveLength(1);
    const free = await admin.get('machines/?status=ready');
    const cost = (m: any) => m.cpu_count + m.memory / 1024;
    expect(cost(dry.body)).toBe(Math.min(...free.body.map(cost)));
    const got = await member.post('machines/?op=allocate', {
      system_id: dry.body.system_id,
      comment: 'mine',
    });
    expect(got.body).toMatchObject({
      status_name: 'Allocated',
      owner: 'dev-dana',
    });
    const own = await member.get('machines/?op=list_allocated');
    expect(own.body).toHaveLength(1);
    await member.post(`machines/${got.body.system_id}/?op=release`);
  });

  it("show a user nobody's machines and the own ones, and no rack", async () => {
    const seen = (await member.get('machines/')).body;
    expect(seen.length).toBeGreaterThan(0);
    const owners = new Set(seen.map((m: any) => m.owner));
    expect([...owners].sort()).toEqual(['dev-dana', null]);
    expect((await member.get('rackcontrollers/')).body).toEqual([]);
    const { body } = await member.get('nodes/');
    expect(body.every((node: any) => node.node_type === 0)).toBe(true);
  });

  it("keep others' machines from a user on every way to them", async () => {
    const [id] = await idsOf(admin, { tags: 'openstack' });
    const answers = [
      await member.get(`nodes/${id}/`),
      await member.get(`nodes/${id}/devices/`),
      await member.get(`nodes/${id}/results/`),
      await member.post('machines/?op=release', { machines: id }),
      await member.post(`machines/${id}/?op=power_off`),
    ];
    expect(answers.map(answer => answer.status)).toEqual(Array(5).fill(403));
    const tagged = await member.get('tags/openstack/?op=machines');
    expect(tagged.body).toEqual([]);
  });

  it('create, change and delete machines, pools and zones', async () => {
    const made = await admin.post('machines/', {
      hostname: 'late-1',
      architecture: 'amd64/generic',
      mac_addresses: ['52:54:00:AA:00:01', '52:54:00:aa:00:02'],
      power_type: 'ipmi',
      power_parameters_power_address: '10.250.200.1',
      power_parameters_power_pass: 'x',
      commission: 'true',
    });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      fqdn: 'late-1.maas',
      status_name: 'Commissioning',
      power_type: 'ipmi',
    });
    const id: string = made.body.system_id;
    await settled(admin, id, 'Ready');
    const pool = await admin.post('resourcepools/', { name: 'late' });
    const changed = await admin.put(`machines/${id}/`, {
      pool: 'late',
      description: 'spare',
      zone: 'eu1',
      memory: '65536',
    });
    expect(changed.body).toMatchObject({
      pool: { name: 'late' },
      description: 'spare',
      zone: { name: 'eu1' },
      memory: 65536,
    });
    await admin.get('machines/');
    await admin.put(`resourcepool/${pool.body.id}/`, { name: 'later' });
    const renamed = await admin.get(`machines/${id}/`);
    expect(renamed.body.pool.name).toBe('later');
    await admin.post('zones/', { name: 'zone-x' });
    await admin.post('machines/?op=set_zone', { nodes: id, zone: 'zone-x' });
    expect((await admin.delete('zones/zone-x/')).status).toBe(204);
    expect((await admin.get(`machines/${id}/`)).body.zone.name).toBe('default');
    expect((await admin.delete(`machines/${id}/`)).status).toBe(204);
    expect((await admin.delete(`resourcepool/${pool.body.id}/`)).status).toBe(
      204,
    );
  });

  it('keep annotations only for the owner, and one store for both names', async () => {
    const [id] = await idsOf(admin, { status: 'ready' });
    const early = await admin.post(`machines/${id}/?op=set_owner_data`, {
      a: '1',
    });
    expect(early.status).toBe(409);
    await admin.post('machines/?op=allocate', { system_id: id });
    await admin.post(`machines/${id}/?op=set_owner_data`, { a: '1', b: '2' });
    const { body } = await admin.post(
      `machines/${id}/?op=set_workload_annotations`,
      { a: '' },
    );
    expect(body.owner_data).toEqual({ b: '2' });
    await admin.post(`machines/${id}/?op=release`);
    const after = await admin.get(`machines/${id}/`);
    expect(after.body.workload_annotations).toEqual({});
  });

  it('keep keys and settings from others', async () => {
    const { body: key } = await member.post('account/prefs/sshkeys/', {
      key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ dana@example.com',
    });
    const path = `account/prefs/sshkeys/${key.id}/`;
    expect((await admin.get(path)).status).toBe(403);
    expect((await admin.delete(path)).status).toBe(403);
    expect((await member.get('account/prefs/sshkeys/')).body).toEqual([key]);
    expect((await member.delete(path)).status).toBe(204);
    const taken = await member.post('account/?op=delete_authorisation_token', {
      token_key: admin.apiKey!.split(':')[1],
    });
    expect(taken.status).toBe(404);
    const setting = { name: 'maas_name', value: 'mine' };
    const refused = await member.post('maas/?op=set_config', setting);
    expect(refused.status).toBe(403);
    await admin.post('maas/?op=set_config', setting);
    const now = await member.get('maas/?op=get_config&name=maas_name');
    expect(now.body).toBe('mine');
  });

  it('tag by definition whatever fits it', async () => {
    await admin.post('tags/', {
      name: 'connectx',
      definition: '//node[@class="network"]/product[contains(.,"ConnectX")]',
    });
    const tagged = await idsOf(admin, { tags: 'connectx' });
    const known = await idsOf(admin, { devices: 'vendor_id=15b3' });
    expect(tagged.length).toBeGreaterThan(0);
    expect(tagged).toEqual(known);
  });

  it('make and take API keys', async () => {
    const made = await member.post('account/?op=create_authorisation_token', {
      name: 'ci',
    });
    const { consumer_key: ck, token_key: tk, token_secret: ts } = made.body;
    const other = new MaasClient(member.url, `${ck}:${tk}:${ts}`);
    expect((await other.get('users/?op=whoami')).body.username).toBe(
      'dev-dana',
    );
    const listed = await member.get('account/?op=list_authorisation_tokens');
    expect(listed.body).toContainEqual({
      name: 'ci',
      token: `${ck}:${tk}:${ts}`,
    });
    const gone = await member.post('account/?op=delete_authorisation_token', {
      token_key: tk,
    });
    expect(gone.status).toBe(204);
    expect((await other.get('zones/')).status).toBe(401);
  });

  it('meet the faults of a database, a proxy and the wire', async () => {
    region.estate.faults.set([
      { kind: 'conflict', service: 'maas', times: 1 },
      { kind: 'error', status: 504, service: 'maas', times: 1 },
    ]);
    const conflict = await admin.get('zones/');
    expect(conflict.status).toBe(409);
    expect(conflict.headers.get('retry-after')).toBe('5');
    expect(conflict.headers.get('content-type')).toBe('text/html');
    expect((await admin.get('zones/')).status).toBe(200);
    region.estate.faults.set([
      { kind: 'error', status: 504, service: 'maas', times: 1 },
    ]);
    expect((await admin.get('zones/')).status).toBe(504);
    region.estate.faults.set([
      { kind: 'down', service: 'maas', retryAfterSeconds: 10, times: 1 },
    ]);
    const down = await admin.get('zones/');
    expect([down.status, down.headers.get('retry-after')]).toEqual([503, '10']);
    region.estate.faults.set([
      { kind: 'lost-answer', service: 'maas', method: 'POST', times: 1 },
    ]);
    await expect(admin.post('tags/', { name: 'lost' })).rejects.toThrow();
    expect((await admin.get('tags/lost/')).status).toBe(200);
  });

  it('without an error of its own', () => {
    expect(region.estate.stats().crashes).toEqual([]);
  });
});
