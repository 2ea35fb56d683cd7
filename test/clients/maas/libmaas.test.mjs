import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEstate } from '../support/estate.mjs';
import { pythonWith, run } from '../support/workshop.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { python, skip } = await pythonWith('python-libmaas==0.6.8');

test('python-libmaas lists, creates, acts and deletes', { skip }, async t => {
  const estate = await startEstate([
    ...['--machines', '48', '--instances', '0', '--speed', '400'],
  ]);
  t.after(() => estate.stop());
  const { url, apiKey } = estate.maas;
  const script = path.join(here, 'libmaas.py');
  const done = await run(python, [script, `${url}/`, apiKey]);
  assert.ok(done.ok, done.output);
  const seen = JSON.parse(done.stdout);

  assert.equal(seen.version, '3.4.10');
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
  assert.ok(seen['release of a locked one']);
  assert.equal(seen.released, 'Ready');
  assert.equal(seen.events[0], 'Released');
  assert.ok(seen.events.includes('Deployed'));
  assert.equal(seen['too big'], 'MachineNotFound');
  assert.equal(seen['second tag'], 400);

  assert.deepEqual(seen['tags left'], []);
  assert.deepEqual(seen['pools left'], []);
  assert.equal(seen['machines left'], 44);
  const stats = await estate.stats();
  assert.deepEqual(stats.crashes, []);
  assert.equal(stats.maas.machinesByName[seen.deployed.hostname], undefined);
});
