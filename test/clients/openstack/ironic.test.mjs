import assert from 'node:assert/strict';
import { before, after, describe, test } from 'node:test';
import { startEstate } from '../support/estate.mjs';
import { openstackAt, skip } from './command.mjs';

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
    let client;
    before(async () => {
      estate = await startEstate([
        ...['--machines', '8', '--instances', '0'],
        ...['--bare-metal', '8', '--speed', '100'],
      ]);
      client = await openstackAt(estate.openstack);
    });
    after(async () => {
      await client?.stop();
      await estate?.stop();
    });

    const quiet = (...args) => client.quiet('baremetal', ...args);
    const json = (...args) => client.json('baremetal', ...args);
    const refused = (args, account) =>
      client.refused(['baremetal', ...args], account);

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
      assert.deepEqual(await refused(['node', 'undeploy', 'b11-n02']), {
        ok: false,
        refusals: { 'PUT baremetal /nodes/b11-n02/states/provision': 400 },
      });
      await quiet('node', 'maintenance', 'unset', 'b11-n02');

      await quiet('node', 'undeploy', '--wait', '60', 'b11-n02');
      await quiet('node', 'power', 'off', '--power-timeout', '60', 'b11-n02');
      const { crashes } = await estate.stats();
      assert.deepEqual(crashes, []);
    });

    test('is told what is wrong with its request, as by the original', async () => {
      assert.deepEqual(await refused(['node', 'show', 'nosuch']), {
        ok: false,
        refusals: { 'GET baremetal /nodes/nosuch': 404 },
      });
      assert.deepEqual(await refused(['node', 'deploy', 'b11-n07']), {
        ok: false,
        refusals: { 'PUT baremetal /nodes/b11-n07/states/provision': 400 },
      });
      const { memberUsername, memberPassword } = estate.openstack.credentials;
      const member = {
        OS_USERNAME: memberUsername,
        OS_PASSWORD: memberPassword,
        OS_PROJECT_NAME: 'payments-dev',
      };
      assert.deepEqual(await refused(['conductor', 'list'], member), {
        ok: false,
        refusals: { 'GET baremetal /conductors': 403 },
      });
      const none = await client.ask(
        ['baremetal', 'node', 'list', '-f', 'json'],
        member,
      );
      assert.deepEqual(JSON.parse(none.stdout), []);
    });
  },
);
