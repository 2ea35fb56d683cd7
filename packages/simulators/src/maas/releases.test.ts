import {
  deployed,
  idsOf,
  settled,
  startRegion,
  type TestRegion,
} from './testing/region';
import { oauthHeader } from './testing/MaasClient';
import { MAAS_VERSIONS } from './version';

/** What tells the releases apart. */
const OF = {
  '3.4': {
    version: '3.4.10',
    headers: { 'x-frame-options': null, vary: null },
    configType: 'application/json; charset=utf-8',
    configField: 'name',
    powerText: '',
    devicesText: /^Malformed devices/,
    unknownKind: 200,
    unsigned: 401,
    broken: { owner: null, owner_data: {} },
    fixed: 'Ready',
    title: '22.04 LTS',
  },
  '3.7': {
    version: '3.7.3',
    headers: { 'x-frame-options': 'DENY', vary: 'Authorization, Cookie' },
    configType: 'application/json',
    configField: 'x',
    powerText: 'This method is reserved for admin users.',
    devicesText: /^Unknown devices constraint: 'abc/,
    unknownKind: 400,
    unsigned: 400,
    broken: {
      owner: 'ironstage',
      owner_data: { job: '42' },
      error_description: 'loud',
    },
    fixed: 'Deployed',
    title: 'Ubuntu 22.04 LTS',
  },
} as const;

describe.each(MAAS_VERSIONS)('MAAS %s', maasVersion => {
  const expected = OF[maasVersion];
  let region: TestRegion;
  beforeAll(async () => {
    region = await startRegion({ maasVersion });
  });
  afterAll(() => region.estate.stop());

  const ready = async () => {
    const ids = await idsOf(region.admin, { status: 'ready' });
    return ids[0];
  };
  const act = async (id: string, op: string, form = {}) =>
    (await region.admin.post(`machines/${id}/?op=${op}`, form)).body;

  it('says which release it is', async () => {
    expect((await region.admin.get('version/')).body.version).toBe(
      expected.version,
    );
  });

  it('has its own headers on answers and refusals', async () => {
    for (const path of ['zones/', 'machines/zzzzzz/', 'nope/']) {
      const { headers } = await region.admin.get(path);
      expect({
        'x-frame-options': headers.get('x-frame-options'),
        vary: headers.get('vary'),
      }).toEqual(expected.headers);
    }
    const name = 'maas/?op=get_config&name=';
    const found = await region.admin.get(`${name}default_distro_series`);
    expect(found.headers.get('content-type')).toBe(expected.configType);
    const unknown = await region.admin.get(`${name}x`);
    expect(JSON.parse(unknown.body)).toHaveProperty(expected.configField);
  });

  it('refuses in its own words', async () => {
    const id = await ready();
    const asked = {
      power: await region.member.get(`machines/${id}/?op=power_parameters`),
      devices: await region.admin.get('machines/?devices=abc'),
      kind: await region.admin.get(`nodes/${id}/devices/?hardware_type=nope`),
    };
    expect(asked.power).toMatchObject({
      status: 403,
      body: expected.powerText,
    });
    expect(JSON.parse(asked.devices.body).devices[0]).toMatch(
      expected.devicesText,
    );
    expect(asked.kind.status).toBe(expected.unknownKind);
    const lacking = oauthHeader(region.admin.apiKey!).replace(
      /, oauth_nonce="[^"]*"/,
      '',
    );
    const answer = await region.nobody.ask('GET', 'zones/', undefined, {
      Authorization: lacking,
    });
    expect(answer.status).toBe(expected.unsigned);
  });

  it('keeps or clears the owner of a machine that is marked as broken', async () => {
    const id = await ready();
    await deployed(region.admin, id);
    await act(id, 'set_owner_data', { job: '42' });
    expect(await act(id, 'mark_broken', { comment: 'loud' })).toMatchObject({
      status_name: 'Broken',
      ...expected.broken,
    });
    expect(await act(id, 'mark_fixed')).toMatchObject({
      status_name: expected.fixed,
      osystem: '',
      power_state: 'off',
    });
  });

  it('lists what can not be deployed, and refuses it when the machine is taken', async () => {
    const id = await ready();
    await act(id, 'allocate');
    for (const series of ['questing', 'grub-efi-signed/uefi']) {
      const refused = await region.admin.post(`machines/${id}/?op=deploy`, {
        distro_series: series,
      });
      expect(refused.status).toBe(400);
    }
    const { body } = await region.admin.get('boot-resources/');
    const half = body.find((item: any) => item.name === 'ubuntu/questing');
    const { body: detail } = await region.admin.get(
      `boot-resources/${half.id}/`,
    );
    expect(Object.values(detail.sets)).toEqual([
      expect.objectContaining({ complete: false }),
    ]);
    const jammy = body.find(
      (item: any) => item.name === 'ubuntu/jammy' && item.title,
    );
    expect(jammy.title).toBe(expected.title);
  });

  it('does nothing by itself to a machine that is switched by hand', async () => {
    const { body } = await region.admin.get('machines/');
    const manual = body.find((item: any) => item.power_type === 'manual');
    const id: string = manual.system_id;
    expect(manual).toMatchObject({
      status_name: 'Ready',
      power_state: 'unknown',
    });
    expect(await act(id, 'power_off')).toBeNull();
    expect(await act(id, 'commission')).toMatchObject({
      status_name: 'Commissioning',
    });
    const released = await region.admin.post(`machines/${id}/?op=release`);
    expect(released.status).toBe(409);
    await act(id, 'abort');
    await settled(region.admin, id, 'Ready');
  });

  it('makes, changes and removes fabrics, VLANs, spaces and subnets', async () => {
    const { admin } = region;
    const fabric = (await admin.post('fabrics/', { name: 'tf' })).body;
    expect(fabric).toMatchObject({ name: 'tf', vlans: [{ vid: 0 }] });
    const space = (await admin.post('spaces/', { name: 'tf-space' })).body;
    const vlans = `fabrics/${fabric.id}/vlans/`;
    const vlan = (
      await admin.post(vlans, { vid: '42', name: 'tf-vlan', space: 'tf-space' })
    ).body;
    expect(vlan).toMatchObject({
      vid: 42,
      fabric: 'tf',
      fabric_id: fabric.id,
      space: 'tf-space',
      mtu: 1500,
    });
    expect((await admin.post(vlans, { vid: '42' })).status).toBe(400);
    expect((await admin.post(vlans, { vid: '9999' })).status).toBe(400);
    expect((await region.member.post('fabrics/', {})).status).toBe(403);
    expect((await admin.put(`${vlans}42/`, { mtu: '9000' })).body.mtu).toBe(
      9000,
    );
    const subnet = (
      await admin.post('subnets/', {
        cidr: '10.99.0.0/24',
        vlan: String(vlan.id),
        gateway_ip: '10.99.0.1',
      })
    ).body;
    expect(subnet).toMatchObject({ space: 'tf-space', vlan: { vid: 42 } });
    expect((await admin.delete(`fabrics/${fabric.id}/`)).status).toBe(400);
    for (const path of [
      `subnets/${subnet.id}/`,
      `${vlans}42/`,
      `spaces/${space.id}/`,
      `fabrics/${fabric.id}/`,
    ]) {
      expect((await admin.delete(path)).status).toBe(204);
      expect((await admin.get(path)).status).toBe(404);
    }
  });

  it('stumbles over the use of a subnet of one address', async () => {
    const { body } = await region.admin.post('subnets/', {
      cidr: '10.98.0.1/32',
    });
    expect(
      await region.admin.get(`subnets/${body.id}/?op=statistics`),
    ).toMatchObject({ status: 500, body: 'division by zero' });
    await region.admin.delete(`subnets/${body.id}/`);
  });

  it('has no error of its own', () => {
    expect(region.estate.stats().crashes).toEqual([]);
  });
});
