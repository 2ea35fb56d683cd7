import assert from 'node:assert/strict';
import { before, after, describe, test } from 'node:test';
import path from 'node:path';
import { startEstate } from '../support/estate.mjs';
import { pythonWith, run } from '../support/workshop.mjs';

/** Debian's command if it has the commands for bare metal, else PyPI's in an environment of its own. */
async function findCommand() {
  const installed = await run('openstack', ['baremetal', 'node', '--help']);
  if (installed.ok) {
    return { command: 'openstack' };
  }
  const { python, skip } = await pythonWith('python-ironicclient==6.2.0', [
    'python-openstackclient==8.2.0',
  ]);
  return skip
    ? { skip }
    : { command: path.join(path.dirname(python), 'openstack') };
}

const { command, skip } = await findCommand();

/** A column of a list: by its title in Debian's command, by the member's name in newer ones. */
function column(row, ...names) {
  return row[names.find(name => name in row)];
}
const nameOf = node => column(node, 'Name', 'name');

describe(
  'the openstack command with its commands for bare metal',
  { skip },
  () => {
    let estate;
    before(async () => {
      estate = await startEstate([
        ...['--machines', '8', '--instances', '0'],
        ...['--bare-metal', '8', '--speed', '100'],
      ]);
    });
    after(() => estate?.stop());

    /** Runs the command as the portal's account, or as another one. */
    async function ask(args, account = {}) {
      const { authUrl, credentials } = estate.openstack;
      return run(command, ['baremetal', ...args], {
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

    async function quiet(...args) {
      const done = await ask(args);
      assert.ok(
        done.ok,
        `openstack baremetal ${args.join(' ')}\n${done.output}`,
      );
      return done;
    }

    async function json(...args) {
      return JSON.parse((await quiet(...args, '-f', 'json')).stdout);
    }

    test('lists nodes with all that is known of them, their ports and traits', async () => {
      const nodes = await json('node', 'list');
      assert.equal(nodes.length, 8);
      assert.equal(nameOf(nodes[0]), 'b11-n01');
      assert.equal(
        column(nodes[0], 'Provisioning State', 'provision_state'),
        'active',
      );
      assert.equal(column(nodes[2], 'Maintenance', 'maintenance'), true);
      const detailed = await json('node', 'list', '--long');
      assert.equal(
        column(detailed[3], 'Resource Class', 'resource_class'),
        'metal-gpu',
      );
      const free = await json('node', 'list', '--provision-state', 'enroll');
      assert.deepEqual(free.map(nameOf), ['b11-n07']);

      const node = await json('node', 'show', 'b11-n04');
      assert.equal(node.driver, 'redfish');
      assert.equal(node.driver_info.redfish_password, '******');
      const ports = await json('port', 'list', '--node', 'b11-n04', '--long');
      assert.equal(ports.length, 2);
      assert.equal(column(ports[0], 'Node UUID', 'node_uuid'), node.uuid);
      const traits = await json('node', 'trait', 'list', 'b11-n04');
      assert.deepEqual(
        traits.map(trait => column(trait, 'Traits', 'traits')).sort(),
        ['CUSTOM_GPU_NVIDIA_A100', 'CUSTOM_NVME'],
      );
      const [conductor] = await json('conductor', 'list');
      assert.equal(column(conductor, 'Alive', 'alive'), true);
      const [driver] = await json('driver', 'list');
      assert.equal(column(driver, 'Supported driver(s)', 'name'), 'redfish');
    });

    test('deploys a node, switches it off, keeps it from use, and gives it back', async () => {
      await quiet('node', 'deploy', '--wait', '60', 'b11-n02');
      const used = await json('node', 'show', 'b11-n02');
      assert.equal(used.provision_state, 'active');
      assert.equal(used.power_state, 'power on');

      await quiet(
        ...['node', 'maintenance', 'set', '--reason', 'disk'],
        'b11-n02',
      );
      const kept = await json('node', 'show', 'b11-n02');
      assert.equal(kept.maintenance_reason, 'disk');
      const refused = await ask(['node', 'undeploy', 'b11-n02']);
      assert.ok(!refused.ok);
      assert.match(refused.output, /because it's in maintenance mode/);
      await quiet('node', 'maintenance', 'unset', 'b11-n02');

      await quiet('node', 'undeploy', '--wait', '60', 'b11-n02');
      await quiet('node', 'power', 'off', '--power-timeout', '60', 'b11-n02');
      const { crashes } = await estate.stats();
      assert.deepEqual(crashes, []);
    });

    test('is told what is wrong with its request, as by the original', async () => {
      const unknown = await ask(['node', 'show', 'nosuch']);
      assert.ok(!unknown.ok);
      assert.match(
        unknown.output,
        /Node nosuch could not be found\. \(HTTP 404\)/,
      );
      const early = await ask(['node', 'deploy', 'b11-n07']);
      assert.ok(!early.ok);
      assert.match(early.output, /while it is in state "enroll"/);
      const { memberUsername, memberPassword } = estate.openstack.credentials;
      const member = {
        OS_USERNAME: memberUsername,
        OS_PASSWORD: memberPassword,
        OS_PROJECT_NAME: 'payments-dev',
      };
      const conductors = await ask(['conductor', 'list'], member);
      assert.ok(!conductors.ok);
      assert.match(conductors.output, /Access was denied .*\(HTTP 403\)/);
      const none = await ask(['node', 'list', '-f', 'json'], member);
      assert.deepEqual(JSON.parse(none.stdout), []);
    });
  },
);
