import assert from 'node:assert/strict';
import { before, after, describe, test } from 'node:test';
import { startEstate } from '../support/estate.mjs';
import { openstackAt, skip } from './command.mjs';

const POLL_MS = 500;
const PATIENCE_MS = 60_000;

describe('the openstack command', { skip }, () => {
  let estate;
  let client;
  before(async () => {
    estate = await startEstate([
      ...['--machines', '16', '--instances', '12', '--speed', '50'],
    ]);
    client = await openstackAt(estate.openstack);
  });
  after(async () => {
    await client?.stop();
    await estate?.stop();
  });

  const json = (...args) => client.json(...args);
  const quiet = (...args) => client.quiet(...args);

  async function until(name, fits) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const server = await json('server', 'show', name);
      if (fits(server)) {
        return server;
      }
      assert.ok(Date.now() < end, `${name} is ${server.status} for too long`);
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }

  test('lists what the estate has', async () => {
    const hosts = await json('hypervisor', 'list');
    assert.equal(hosts.length, 12);
    const servers = await json('server', 'list', '--all-projects');
    assert.equal(servers.length, 12);
    const flavors = await json('flavor', 'list', '--all');
    assert.ok(flavors.some(flavor => flavor.Name === 'small'));
    const services = await json('compute', 'service', 'list');
    assert.ok(services.some(one => one.Binary === 'nova-compute'));
    const images = await json('image', 'list');
    assert.ok(images.some(image => image.Name === 'eu-baseos-2025.01'));
  });

  test('creates a network and a server on it, acts on the server, and deletes both', async () => {
    await quiet('network', 'create', 'cli-net');
    await quiet(
      ...['subnet', 'create', 'cli-subnet', '--network', 'cli-net'],
      ...['--subnet-range', '10.99.0.0/24'],
    );
    const made = await json(
      ...['server', 'create', 'cli-server', '--flavor', 'small'],
      ...['--image', 'eu-baseos-2025.01', '--network', 'cli-net'],
    );
    assert.equal(made.name, 'cli-server');
    const active = await until('cli-server', one => one.status === 'ACTIVE');
    assert.match(JSON.stringify(active.addresses), /10\.99\.0\./);

    await quiet('server', 'stop', 'cli-server');
    await until('cli-server', one => one.status === 'SHUTOFF');
    await quiet('server', 'start', 'cli-server');
    await until('cli-server', one => one.status === 'ACTIVE');
    await quiet('server', 'set', '--property', 'team=cli', 'cli-server');
    const marked = await json('server', 'show', 'cli-server');
    assert.match(JSON.stringify(marked.properties), /team/);

    assert.deepEqual(client.wire.statusesOf('POST compute /servers'), [202]);
    assert.deepEqual(
      client.wire.statusesOf('POST compute /servers/{id}/action'),
      [202, 202],
    );

    await quiet('server', 'delete', '--wait', 'cli-server');
    await quiet('network', 'delete', 'cli-net');
    const networks = await json('network', 'list');
    assert.ok(!networks.some(network => network.Name === 'cli-net'));
    const { crashes, openstack } = await estate.stats();
    assert.deepEqual(crashes, []);
    assert.equal(openstack.serversByName['cli-server'], undefined);
  });

  test('is told what is wrong with its request, as by the original', async () => {
    assert.deepEqual(
      await client.refused(['server', 'list'], { OS_PASSWORD: 'not-it' }),
      { ok: false, refusals: { 'POST identity /auth/tokens': 401 } },
    );
    assert.deepEqual(await client.refused(['flavor', 'show', 'nosuch']), {
      ok: false,
      refusals: { 'GET compute /flavors/nosuch': 404 },
    });
    assert.deepEqual(
      await client.refused(['hypervisor', 'list'], {
        OS_USERNAME: estate.openstack.credentials.memberUsername,
        OS_PASSWORD: estate.openstack.credentials.memberPassword,
        OS_PROJECT_NAME: 'payments-dev',
      }),
      { ok: false, refusals: { 'GET compute /os-hypervisors/detail': 403 } },
    );
  });
});
