import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { goProgram, run } from '../support/workshop.mjs';
import { startRegion, VERSIONS } from './region.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, 'gomaasclient');
const { program, skip } = await goProgram('gomaasclient', source, '1.21');

for (const { release } of VERSIONS) {
  test(
    `gomaasclient lists, creates, acts and deletes at MAAS ${release}`,
    {
      skip,
    },
    async t => {
      const { estate, wire, apiKey } = await startRegion(t, release);
      const done = await run(program, [`${wire.url}/`, apiKey]);
      assert.ok(done.ok, done.output);
      const seen = JSON.parse(done.stdout);

      assert.equal(seen.machines, 45);
      assert.equal(seen.gpus, 8);
      assert.deepEqual([seen.subnets, seen.fabrics, seen.zones], [3, 2, 2]);
      // with two bootloaders and one that is being fetched
      assert.equal(seen.images, 9);
      assert.equal(seen.rackServices, 9);

      assert.deepEqual(seen.created, ['from-go', 'go-pool']);
      assert.equal(seen.allocated, 'Allocated');
      assert.equal(seen.deploying, 'Deploying');
      assert.equal(seen.deployed.series, 'noble');
      assert.match(seen.deployed.address, /^10\.240\./);
      assert.equal(seen.power, 'on');
      assert.deepEqual(
        wire.statusesOf('POST machines/?op=release'),
        [403, 200],
      );
      assert.equal(seen.released, 'Ready');
      assert.equal(seen['newest event'], 'Released');
      assert.equal(seen.tagged, 1);
      assert.deepEqual(
        wire.statusesOf('POST machines/?op=allocate'),
        [200, 409],
      );
      assert.deepEqual(
        wire.statusesOf('GET machines/{id}/').slice(-2),
        [200, 404],
      );

      assert.deepEqual(seen.network, {
        vid: 42,
        mtu: 9000,
        fabric: 'go-fabric',
        space: 'go-space',
        cidr: '10.99.0.0/24',
      });
      assert.deepEqual(
        wire.seen
          .filter(({ name }) => /^DELETE (subnets|fabrics|spaces)/.test(name))
          .map(({ status }) => status),
        [204, 204, 204, 204],
      );
      const stats = await estate.stats();
      assert.deepEqual(stats.crashes, []);
      assert.equal(
        stats.maas.machinesByName[seen.deployed.hostname],
        undefined,
      );
    },
  );
}
