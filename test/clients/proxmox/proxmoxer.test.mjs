import assert from 'node:assert/strict';
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

const here = path.dirname(fileURLToPath(import.meta.url));
const { python, skip } = await pythonWith('proxmoxer==2.3.0', [
  'requests==2.32.5',
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
      assert.match(seen['agent at first'], /QEMU guest agent is not running/);
      assert.equal(seen.address, '10.77.0.5');
      assert.deepEqual(seen.snapshots, ['one', 'current']);
      assert.equal(seen.status, 'stopped');

      assert.deepEqual(seen['bad value'], [
        400,
        { cores: "type check ('integer') failed - got 'many'" },
      ]);
      assert.match(seen.taken, /^unable to create VM \d+: config file already/);
      assert.equal(seen.refused, 403);
      assert.deepEqual(seen['after delete'][0], 500);
      assert.match(seen['after delete'][1], /VMID\.conf' does not exist/);
      assert.deepEqual(seen['pools left'], []);
      assert.equal(seen['wrong password'], 'AuthenticationError');
    });
  }
  assert.deepEqual((await estate.stats()).crashes, []);
});
