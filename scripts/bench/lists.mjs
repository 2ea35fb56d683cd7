import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolchainDir } from '../lib/paths.mjs';
import { fill, isIndexed } from './fill.mjs';
import { fillOperations } from './fillOperations.mjs';
import { load, percentile } from './load.mjs';
import { measureDiscovery } from './discovery.mjs';
import { measureExport } from './exports.mjs';
import { residentMiB, startPortal } from './portal.mjs';

const INSTANCES = '/v1/resources?kind=instance&limit=50';

/** What people ask of the inventory; each mix is asked at a steady rate. */
export const QUESTIONS = {
  list: [
    INSTANCES,
    `${INSTANCES}&sort=-createdAt`,
    `${INSTANCES}&offset=500`,
    `${INSTANCES}&sort=status`,
    '/v1/resources?limit=50',
    `${INSTANCES}&sort=project`,
  ],
  filter: [
    `${INSTANCES}&status=stopped`,
    `${INSTANCES}&provider=os-eu2&status=active`,
    `${INSTANCES}&project=team07-prod`,
    `${INSTANCES}&owner=group:default/team42`,
    '/v1/resources?kind=volume&site=eu3&limit=50',
  ],
  search: [
    '/v1/resources?q=10.1.20.30&limit=50',
    `${INSTANCES}&q=fa:16:3e:01:02:03`,
    '/v1/resources?q=cz0000042&limit=50',
    `${INSTANCES}&q=web-0012`,
    '/v1/resources?q=worker&limit=50',
  ],
  facets: ['/v1/resources/facets', '/v1/resources/facets?kind=instance'],
  capacity: ['/v1/capacity'],
  approvals: [
    '/v1/approvals?limit=50',
    '/v1/approvals?limit=1',
    '/v1/approvals?limit=50&type=gpu.request&offset=50',
  ],
  hosts: [
    '/v1/capacity/hosts?limit=25',
    '/v1/capacity/hosts?limit=25&sort=-vcpus&offset=500',
    '/v1/capacity/hosts?limit=25&site=eu2&q=r12',
  ],
};

/** What was ever asked for, of which a part waits. */
const OPERATIONS = { finished: 100_000, waiting: 300 };

/** Requests a second, as the budgets have it. */
const PER_SECOND = 50;

/**
 * Measures lists of a build over an estate of a given size.
 *
 * @param names - of questions; what a build has no route for is left out by whoever asks
 * @param exports - whether a whole export is measured, too
 * @returns p99 by reader and question in milliseconds, and the memory that rows and load cost
 */
export async function measureLists(toolchain, build, place, options) {
  const { rows, seconds, names, readers, exports = false } = options;
  rmSync(place.dataDir, { recursive: true, force: true });
  // the first start makes the tables
  await (await startPortal(toolchain, build, place)).stop();
  const empty = await atRest(toolchain, build, place);
  await fill(place, rows);
  if (names.includes('approvals')) {
    await fillOperations(place, OPERATIONS);
  }
  const portal = await startPortal(toolchain, build, place);
  try {
    while (!(await isIndexed(place))) {
      await sleep(1000);
    }
    const p99 = {};
    for (const reader of readers) {
      const token = await portal.token(reader);
      for (const name of names) {
        if (['hosts', 'approvals'].includes(name) && reader !== 'SRE') {
          continue; // single hosts are not a developer's to see, and decisions not hers to make
        }
        const asked = {
          ...portal,
          token,
          paths: QUESTIONS[name],
          perSecond: PER_SECOND,
        };
        await load({ ...asked, seconds: 1 });
        const times = await load({ ...asked, seconds });
        p99[`${name} as ${reader}`] = percentile(times, 0.99);
      }
    }
    return {
      p99,
      memoryMiB: residentMiB(portal.pid) - empty,
      discovered: exports && (await measureDiscovery(portal)),
      exported: exports && (await measureExport(portal)),
    };
  } finally {
    await portal.stop();
    rmSync(place.dataDir, { recursive: true, force: true });
  }
}

async function atRest(toolchain, build, place) {
  const portal = await startPortal(toolchain, build, place);
  await sleep(3000);
  const memory = residentMiB(portal.pid);
  await portal.stop();
  return memory;
}

/** Where a build keeps its rows while it is measured. */
export function placeOf(engine, build, postgres) {
  const label = build.name.replace(/\W+/g, '_');
  return {
    engine,
    dataDir: path.join(toolchainDir, 'bench/data', `${engine}-${label}`),
    postgres,
    prefix: `bench_${label.toLowerCase()}_${Date.now()}_`,
  };
}
