import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { Client, login } from '../../testing/client';
import { expectLikeRecorded } from '../../testing/likeRecorded';
import create from './__fixtures__/glance-25.1-create-image-record.json';
import expired from './__fixtures__/glance-25.1-image-expired-token.json';
import methods from './__fixtures__/glance-25.1-import-methods.json';
import versions from './__fixtures__/glance-25.1-versions.json';

const STANDARD = [
  'checksum',
  'container_format',
  'created_at',
  'disk_format',
  'file',
  'id',
  'min_disk',
  'min_ram',
  'name',
  'os_hash_algo',
  'os_hash_value',
  'os_hidden',
  'owner',
  'protected',
  'schema',
  'self',
  'size',
  'status',
  'tags',
  'updated_at',
  'virtual_size',
  'visibility',
];

describe('Glance answers as the recorded one does', () => {
  let estate: SimulatedEstate;
  let admin: Client;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 0, speed: 100 });
    admin = await login(estate.url);
  });
  afterAll(() => estate.stop());

  it('to version discovery with 300, and to /versions with 200', async () => {
    expectLikeRecorded(await admin.ask('GET', '/image/'), versions);
    expect((await admin.ask('GET', '/image/versions')).status).toBe(200);
  });

  it('to a bad token in its own shape, without a request id', async () => {
    const answer = await new Client(estate.url, 'x').glance('GET', '/images');
    expectLikeRecorded(answer, expired);
    expect(answer.headers.has('x-openstack-request-id')).toBe(false);
  });

  it('to the life of an image', async () => {
    const made = await admin.glance('POST', '/images', {
      name: 'osf-img',
      disk_format: 'raw',
      container_format: 'bare',
      visibility: 'private',
      tags: ['ironstage'],
      os_distro: 'debian',
      ironstage_note: 'x',
    });
    expectLikeRecorded(made, create);
    const path = `/image/v2/images/${made.body.id}`;
    const upload = await admin.ask('PUT', `${path}/file`, {
      body: 'x'.repeat(1024),
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    expect(upload.status).toBe(204);
    const type = 'application/openstack-images-v2.1-json-patch';
    const patched = await admin.ask('PATCH', path, {
      body: [{ op: 'replace', path: '/os_hidden', value: true }],
      headers: { 'Content-Type': type },
    });
    expect(patched.body).toMatchObject({ status: 'active', os_hidden: true });
    const listed = await admin.glance('GET', '/images?name=osf-img');
    expect(listed.body.images).toEqual([]);
  });

  it('to a list: standard members, pages, and nothing for a typo', async () => {
    const all = await admin.glance('GET', '/images?limit=1&sort=name:asc');
    const [image] = all.body.images;
    expect(Object.keys(image)).toEqual(expect.arrayContaining(STANDARD));
    expect(all.body.next).toMatch(/^\/v2\/images\?.*marker=/);
    const next = await admin.ask('GET', `/image${all.body.next}`);
    expect(next.body.images[0].name > image.name).toBe(true);
    const typo = await admin.glance('GET', '/images?nmae=x');
    expect(typo.body.images).toEqual([]);
    expectLikeRecorded(await admin.glance('GET', '/info/import'), methods);
  });
});
