import { createPrivateKey, createPublicKey } from 'node:crypto';
import { startSimulators, type SimulatedEstate } from '../../startSimulators';
import { login, until, type Client } from '../../testing/client';
import {
  createServer,
  makeProject,
  settled,
  type TestProject,
} from '../../testing/project';
import { imageId } from '../seed/seedCatalogue';

describe('servers with volumes', () => {
  let estate: SimulatedEstate;
  let project: TestProject;
  let client: Client;
  let own: string;

  beforeAll(async () => {
    estate = await startSimulators({ machines: 8, instances: 0, speed: 50 });
    project = await makeProject(await login(estate.url));
    client = project.client;
    own = `/volume/v3/${project.id}/volumes`;
  });
  afterAll(() => estate.stop());

  async function makeVolume(more: object = {}): Promise<string> {
    const made = await client.ask('POST', own, {
      body: { volume: { size: 20, ...more } },
    });
    expect(made.status).toBe(202);
    const { id } = made.body.volume;
    await until(
      async () => (await client.ask('GET', `${own}/${id}`)).body.volume,
      volume => volume.status === 'available',
    );
    return id;
  }
  const bootable = async (id: string) =>
    (await client.ask('GET', `${own}/${id}`)).body.volume.bootable;

  it('boot from a volume only where it is bootable: one from an image, or one that is set so', async () => {
    const plain = await makeVolume();
    expect(await bootable(plain)).toBe('false');
    const set = { 'os-set_bootable': { bootable: true } };
    const answer = await client.ask('POST', `${own}/${plain}/action`, {
      body: set,
    });
    expect(answer.status).toBe(200);
    expect(await bootable(plain)).toBe('true');
    const imageRef = imageId('eu-baseos-2025.01');
    const copy = await makeVolume({ imageRef });
    expect(await bootable(copy)).toBe('true');
    const { volume } = (await client.ask('GET', `${own}/${copy}`)).body;
    expect(volume.volume_image_metadata.image_id).toBe(imageRef);
    const wrong = await client.ask('POST', own, {
      body: { volume: { size: 20, imageRef: 'nope' } },
    });
    expect(wrong.status).toBe(400);
  });

  it('tell of each attachment by itself', async () => {
    const id = await createServer(project, 'attached');
    await settled(client, id, 'ACTIVE');
    const volumeId = await makeVolume();
    const base = `/servers/${id}/os-volume_attachments`;
    await client.nova('POST', base, { volumeAttachment: { volumeId } });
    const one = await client.nova('GET', `${base}/${volumeId}`);
    expect(one.body.volumeAttachment).toMatchObject({ serverId: id, volumeId });
    const missing = await client.nova('GET', `${base}/nope`);
    expect(missing.status).toBe(404);
  });

  it('are snapshotted at once, into an image without content that tells no server', async () => {
    const uuid = await makeVolume({ imageRef: imageId('eu-baseos-2025.01') });
    const id = await createServer(project, 'on-volume', {
      imageRef: '',
      block_device_mapping_v2: [
        {
          uuid,
          source_type: 'volume',
          destination_type: 'volume',
          boot_index: 0,
        },
      ],
    });
    await settled(client, id, 'ACTIVE');
    const asked = await client.nova('POST', `/servers/${id}/action`, {
      createImage: { name: 'before', metadata: { mark: 'op-1' } },
    });
    expect(asked.status).toBe(202);
    const image = await client.ask(
      'GET',
      `/image/v2/images/${asked.body.image_id}`,
    );
    expect(image.body).toMatchObject({
      status: 'active',
      size: 0,
      mark: 'op-1',
    });
    expect(image.body).not.toHaveProperty('image_type');
    expect(image.body).not.toHaveProperty('instance_uuid');
    const server = await client.nova('GET', `/servers/${id}`);
    expect(server.body.server['OS-EXT-STS:task_state']).toBeNull();
    const actions = await client.nova(
      'GET',
      `/servers/${id}/os-instance-actions`,
    );
    const [{ request_id: request }] = actions.body.instanceActions;
    const { instanceAction } = (
      await client.nova('GET', `/servers/${id}/os-instance-actions/${request}`)
    ).body;
    expect(instanceAction).not.toHaveProperty('finish_time');
    expect(
      instanceAction.events.map((one: { event: string }) => one.event),
    ).toEqual(['api_snapshot_instance']);
  });

  it('get a key that Nova has made, up to 2.91', async () => {
    const ask = (minor: number) =>
      client.nova(
        'POST',
        '/os-keypairs',
        { keypair: { name: `made-${minor}` } },
        minor,
      );
    const { keypair } = (await ask(91)).body;
    const [type, blob] = keypair.public_key.split(' ');
    expect(type).toBe('ssh-rsa');
    const { n = '' } = createPublicKey(
      createPrivateKey(keypair.private_key),
    ).export({ format: 'jwk' });
    expect(
      Buffer.from(blob, 'base64').includes(Buffer.from(n, 'base64url')),
    ).toBe(true);
    const shown = await client.nova('GET', '/os-keypairs/made-91');
    expect(shown.body.keypair).not.toHaveProperty('private_key');
    expect(shown.body.keypair.fingerprint).toBe(keypair.fingerprint);
    const late = await ask(92);
    expect(late.status).toBe(400);
    expect(late.body.badRequest.message).toContain(
      "'public_key' is a required property",
    );
  });
});
