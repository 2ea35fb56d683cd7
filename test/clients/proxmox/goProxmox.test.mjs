import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEstate } from '../support/estate.mjs';
import { goProgram, run, workDir } from '../support/workshop.mjs';
import { clusters, endpointOf, estateArgs, templates } from './clusters.mjs';
import { assertWire } from './wire.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, 'go-proxmox');
const { program, skip } = await goProgram('go-proxmox', source, '1.25');

test('go-proxmox lists, creates, acts and deletes', { skip }, async t => {
  const estate = await startEstate(estateArgs);
  t.after(() => estate.stop());

  for (const { name, release, nodes, images } of clusters) {
    await t.test(`on ${release}`, async () => {
      const endpoint = endpointOf(estate, name);
      const { adminTokenId, adminTokenSecret, username, password } =
        endpoint.credentials;
      const ca = path.join(workDir('go-proxmox'), `${name}.pem`);
      writeFileSync(ca, endpoint.caPem);
      const done = await run(program, [
        endpoint.url,
        ca,
        adminTokenId,
        adminTokenSecret,
        username,
        password,
      ]);
      assert.ok(done.ok, done.output);
      const seen = JSON.parse(done.stdout);

      assert.equal(seen.release, release);
      assert.deepEqual(seen.nodes, nodes);
      // A lone node has no cluster to be named.
      assert.equal(seen.cluster, nodes.length > 1 ? name : '');
      assert.deepEqual(seen.templates, templates);
      assert.ok(seen.storages.includes(images));
      assert.ok(seen.containers > 0);
      assert.ok(seen.cpus >= 64);

      for (const task of [
        ...['clone', 'config', 'tag', 'resize', 'start', 'snapshot'],
        ...['rollback', 'stop', 'delete'],
      ]) {
        assert.equal(seen[task], 'OK', task);
      }
      assert.equal(seen.address, '10.78.0.5');
      assert.deepEqual(
        [seen.status, seen.cores, seen.tags],
        ['stopped', 4, 'by-go;golden'],
      );
      assert.equal(seen['members left'], 0);
      for (const what of [
        ...['taken', 'bad value', 'after delete', 'wrong password'],
      ]) {
        assert.ok(seen[what], `${what} was not refused`);
      }
      await assertWire(estate, name, {
        requests: [
          'POST /nodes/{node}/qemu/{vmid}/clone',
          'POST /nodes/{node}/qemu/{vmid}/config',
          'POST /nodes/{node}/qemu/{vmid}/status/start',
          'POST /nodes/{node}/qemu/{vmid}/snapshot',
          'DELETE /nodes/{node}/qemu/{vmid}',
          'POST /access/ticket',
        ],
        refusals: [
          /^POST \S+\/clone 500 unable to create VM \d+: config file already/,
          /^POST \S+\/config 400 Parameter verification failed\.$/,
          /^\w+ \S+ 500 Configuration file \S+ does not exist$/,
          /^POST \/access\/ticket 401 authentication failure$/,
        ],
      });
    });
  }
  assert.deepEqual((await estate.stats()).crashes, []);
});
