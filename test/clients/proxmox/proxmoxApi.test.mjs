import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEstate } from '../support/estate.mjs';
import { run } from '../support/workshop.mjs';
import { clusters, endpointOf, estateArgs, templates } from './clusters.mjs';
import { npmPackage } from './npmPackage.mjs';
import { assertWire } from './wire.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { modules, skip } = await npmPackage(path.join(here, 'proxmox-api'));

test('proxmox-api lists, creates, acts and deletes', { skip }, async t => {
  const estate = await startEstate(estateArgs);
  t.after(() => estate.stop());

  for (const { name, release, nodes, images } of clusters) {
    await t.test(`on ${release}`, async () => {
      const endpoint = endpointOf(estate, name);
      const { adminTokenId, adminTokenSecret, username, password } =
        endpoint.credentials;
      const done = await run(
        process.execPath,
        [
          path.join(here, 'drive-proxmox-api.mjs'),
          modules,
          new URL(endpoint.url).host,
          adminTokenId,
          adminTokenSecret,
          username,
          password,
        ],
        // The client has no other way to accept a self-signed certificate.
        { env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } },
      );
      assert.ok(done.ok, done.output);
      const seen = JSON.parse(done.stdout);

      assert.equal(seen.release, release);
      assert.deepEqual(seen.nodes, nodes);
      assert.deepEqual(seen.templates, templates);
      assert.ok(seen.storages.includes(images));
      assert.equal(seen.containers, true);
      assert.deepEqual(seen.config, {
        cores: 4,
        onboot: 1,
        description: 'a=b & c;d',
      });
      for (const task of [
        ...['clone', 'start', 'snapshot', 'delete snapshot', 'shutdown'],
        'delete',
      ]) {
        assert.equal(seen[task], 'OK', task);
      }
      assert.equal(seen.status, 'running');
      for (const what of ['bad value', 'after delete', 'wrong password']) {
        assert.equal(seen[what], 'refused', what);
      }
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
          /^PUT \S+\/config 400 Parameter verification failed\.$/,
          /^GET \S+\/config 500 Configuration file \S+ does not exist$/,
          /^POST \/access\/ticket 401 authentication failure$/,
        ],
      });
    });
  }
  assert.deepEqual((await estate.stats()).crashes, []);
});
