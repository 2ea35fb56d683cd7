import assert from 'node:assert/strict';
import { before, after, describe, test } from 'node:test';
import path from 'node:path';
import { startEstate } from '../support/estate.mjs';
import { pythonWith, run } from '../support/workshop.mjs';

/** Debian's command if it is there, else PyPI's in an environment of its own. */
async function findCommand() {
  const installed = await run('openstack', ['--version']);
  if (installed.ok) {
    return { command: 'openstack' };
  }
  const { python, skip } = await pythonWith('python-openstackclient==8.2.0');
  return skip
    ? { skip }
    : { command: path.join(path.dirname(python), 'openstack') };
}

const { command, skip } = await findCommand();
const POLL_MS = 500;
const PATIENCE_MS = 60_000;

describe('the openstack command', { skip }, () => {
  let estate;
  before(async () => {
    estate = await startEstate([
      ...['--machines', '16', '--instances', '12', '--speed', '50'],
    ]);
  });
  after(() => estate?.stop());

  /** Runs the command as the portal's account, or as another one. */
  async function ask(args, account = {}) {
    const { authUrl, credentials } = estate.openstack;
    return run(command, args, {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        OS_AUTH_URL: authUrl,
        OS_IDENTITY_API_VERSION: '3',
        OS_USERNAME: credentials.username,
        OS_PASSWORD: credentials.password,
        OS_PROJECT_NAME: credentials.projectName,
        OS_USER_DOMAIN_NAME: 'Default',
        OS_PROJECT_DOMAIN_NAME: 'Default',
        ...account,
      },
    });
  }

  async function json(...args) {
    const done = await ask([...args, '-f', 'json']);
    assert.ok(done.ok, `openstack ${args.join(' ')}\n${done.output}`);
    return JSON.parse(done.stdout);
  }

  async function quiet(...args) {
    const done = await ask(args);
    assert.ok(done.ok, `openstack ${args.join(' ')}\n${done.output}`);
  }

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

    await quiet('server', 'delete', '--wait', 'cli-server');
    await quiet('network', 'delete', 'cli-net');
    const networks = await json('network', 'list');
    assert.ok(!networks.some(network => network.Name === 'cli-net'));
    const { crashes, openstack } = await estate.stats();
    assert.deepEqual(crashes, []);
    assert.equal(openstack.serversByName['cli-server'], undefined);
  });

  test('is told what is wrong with its request, as by the original', async () => {
    const wrong = await ask(['server', 'list'], { OS_PASSWORD: 'not-it' });
    assert.ok(!wrong.ok);
    assert.match(wrong.output, /requires authentication|HTTP 401/);
    const unknown = await ask(['flavor', 'show', 'nosuch']);
    assert.ok(!unknown.ok);
    assert.match(unknown.output, /No (Flavor|flavor) (found )?.*nosuch/);
    const member = await ask(['hypervisor', 'list'], {
      OS_USERNAME: estate.openstack.credentials.memberUsername,
      OS_PASSWORD: estate.openstack.credentials.memberPassword,
      OS_PROJECT_NAME: 'payments-dev',
    });
    assert.ok(!member.ok);
    assert.match(member.output, /HTTP 403/);
  });
});
