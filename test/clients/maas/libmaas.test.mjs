import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pythonWith, run } from '../support/workshop.mjs';
import { startRegion, VERSIONS } from './region.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/** All that is installed, so that a newer library of a library changes nothing. */
const pins = readFileSync(path.join(here, 'requirements.txt'), 'utf8')
  .split('\n')
  .filter(line => /^[A-Za-z]/.test(line));
const { python, skip } = await pythonWith('python-libmaas==0.6.8', pins);

for (const { release, version } of VERSIONS) {
  test(
    `python-libmaas lists, creates, acts and deletes at MAAS ${release}`,
    {
      skip,
    },
    async t => {
      const { estate, wire, apiKey } = await startRegion(t, release);
      const script = path.join(here, 'libmaas.py');
      const done = await run(python, [script, `${wire.url}/`, apiKey]);
      assert.ok(done.ok, done.output);
      const seen = JSON.parse(done.stdout);

      assert.equal(seen.version, version);
      assert.equal(seen.whoami, 'ironstage');
      assert.equal(seen.machines, 45);
      assert.deepEqual(seen.racks, ['r11-n04', 'r12-n04', 'r13-n04']);
      assert.deepEqual(seen.regions, ['r11-n04']);
      assert.deepEqual(seen.gpu, { ...seen.gpu, cpus: 128, memory: 1048576 });
      assert.equal(seen.gpu.power, 'redfish');
      assert.equal(seen.gpu.interfaces.length, 2);
      assert.ok(seen.subnets.includes('10.240.0.0/16'));

      assert.deepEqual(seen.created, ['from-libmaas', 'libmaas-pool']);
      assert.equal(seen.allocated, 'Allocated');
      assert.equal(seen.deployed.status, 'Deployed');
      assert.equal(seen.deployed.series, 'jammy');
      assert.equal(seen.deployed.pool, 'libmaas-pool');
      assert.ok(seen.deployed.tags.includes('from-libmaas'));
      assert.deepEqual(seen.deployed.owner_data, { job: '42' });
      assert.match(seen.deployed.addresses[0], /^10\.240\./);
      assert.equal(seen.power, 'on');
      assert.equal(seen.locked, true);
      assert.deepEqual(
        wire.statusesOf('POST machines/{id}/?op=release'),
        [403, 200],
      );
      assert.equal(seen.released, 'Ready');
      assert.equal(seen.events[0], 'Released');
      assert.ok(seen.events.includes('Deployed'));
      assert.deepEqual(
        wire.statusesOf('POST machines/?op=allocate'),
        [200, 409],
      );
      assert.deepEqual(wire.statusesOf('POST tags/'), [200, 400]);

      assert.deepEqual(seen['tags left'], []);
      assert.deepEqual(seen['pools left'], []);
      assert.equal(seen['machines left'], 44);
      const stats = await estate.stats();
      assert.deepEqual(stats.crashes, []);
      assert.equal(
        stats.maas.machinesByName[seen.deployed.hostname],
        undefined,
      );
    },
  );
}
