import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startEstate } from '../support/estate.mjs';
import { goProgram, run } from '../support/workshop.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, 'gomaasclient');
const { program, skip } = await goProgram('gomaasclient', source, '1.21');

test('gomaasclient lists, creates, acts and deletes', { skip }, async t => {
  const estate = await startEstate([
    ...['--machines', '48', '--instances', '0', '--speed', '400'],
  ]);
  t.after(() => estate.stop());
  const { url, apiKey } = estate.maas;
  const done = await run(program, [`${url}/`, apiKey]);
  assert.ok(done.ok, done.output);
  const seen = JSON.parse(done.stdout);

  assert.equal(seen.machines, 45);
  assert.equal(seen.gpus, 8);
  assert.deepEqual([seen.subnets, seen.fabrics, seen.zones], [3, 2, 2]);
  assert.equal(seen.images, 6);
  assert.equal(seen.rackServices, 9);

  assert.deepEqual(seen.created, ['from-go', 'go-pool']);
  assert.equal(seen.allocated, 'Allocated');
  assert.equal(seen.deploying, 'Deploying');
  assert.equal(seen.deployed.series, 'noble');
  assert.match(seen.deployed.address, /^10\.240\./);
  assert.equal(seen.power, 'on');
  assert.match(seen['release of a locked one'], /403/);
  assert.equal(seen.released, 'Ready');
  assert.equal(seen['newest event'], 'Released');
  assert.equal(seen.tagged, 1);
  assert.match(
    seen['no such machine'],
    /No machine with system ID zzzzzz available/,
  );

  assert.match(seen['after delete'], /No Machine matches the given query/);
  const stats = await estate.stats();
  assert.deepEqual(stats.crashes, []);
  assert.equal(stats.maas.machinesByName[seen.deployed.hostname], undefined);
});
