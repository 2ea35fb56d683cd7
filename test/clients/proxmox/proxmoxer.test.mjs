import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEstate } from '../support/estate.mjs';
import { pythonWith, run } from '../support/workshop.mjs';
import {
  clusters,
  endpointOf,
  estateArgs,
  httpsPort,
  templates,
} from './clusters.mjs';
import { assertWire } from './wire.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const pins = readFileSync(path.join(here, 'proxmoxer.requirements.txt'), 'utf8')
  .split('\n')
  .filter(line => line && !line.startsWith('#'));
// what is not pinned is not installed
const { python, skip } = await pythonWith('proxmoxer==2.3.0', [
  '--no-deps',
  ...pins,
]);

test('proxmoxer lists, creates, acts and deletes', { skip }, async t => {
  const estate = await startEstate(estateArgs);
  t.after(() => estate.stop());

  for (const { name, release, nodes, images } of clusters) {
    await t.test(`on ${release}`, async () => {
      const endpoint = endpointOf(estate, name);
      const { adminTokenId, adminTokenSecret, username, password } =
        endpoint.credentials;
      const done = await run(python, [
        path.join(here, 'drive_proxmoxer.py'),
        httpsPort(endpoint),
        adminTokenId,
        adminTokenSecret,
        username,
        password,
      ]);
      assert.ok(done.ok, done.output);
      const seen = JSON.parse(done.stdout);

      assert.equal(seen.release, release);
      assert.deepEqual(seen.nodes.sort(), nodes);
      const zones = release === '8.4' ? 'sdn' : 'network';
      assert.ok(seen.types.includes(zones), `${seen.types}`);
      assert.deepEqual(seen.templates, templates);
      assert.ok(seen.storages.includes(images));
      assert.equal(seen['golden volume'], true);

      assert.deepEqual(seen.config, {
        name: 'py-1',
        cores: 4,
        memory: '4096',
        tags: 'a;b',
      });
      for (const task of [
        ...['clone', 'resize', 'start', 'snapshot', 'rollback', 'stop'],
        'delete',
      ]) {
        assert.equal(seen[task], 'OK', task);
      }
      assert.equal(seen.address, '10.77.0.5');
      assert.deepEqual(seen.snapshots, ['one', 'current']);
      assert.equal(seen.status, 'stopped');

      assert.deepEqual(seen['pools left'], []);
      assert.deepEqual(seen['bad value'], 400);
      assert.deepEqual(seen.taken, 500);
      assert.equal(seen.refused, 403);
      assert.deepEqual(seen['after delete'], 500);
      assert.equal(seen['wrong password'], 'refused');
      await assertWire(estate, name, {
        requests: [
          'POST /nodes/{node}/qemu/{vmid}/clone',
          'PUT /nodes/{node}/qemu/{vmid}/config',
          'POST /nodes/{node}/qemu/{vmid}/status/start',
          'POST /nodes/{node}/qemu/{vmid}/snapshot',
          'DELETE /nodes/{node}/qemu/{vmid}',
          'POST /access/ticket',
        ],
        refusals: [
          /^GET \S+\/network-get-interfaces 500 QEMU guest agent is not running$/,
          /^PUT \S+\/config 400 Parameter verification failed\.$/,
          /^POST \S+\/clone 500 unable to create VM \d+: config file already/,
          /^POST \/access\/users 403 Permission check failed/,
          /^GET \S+\/config 500 Configuration file \S+ does not exist$/,
          /^POST \/access\/ticket 401 authentication failure$/,
        ],
      });
    });
  }
  assert.deepEqual((await estate.stats()).crashes, []);
});
