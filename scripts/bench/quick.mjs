import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fill, isIndexed } from './fill.mjs';
import { measureDiscovery } from './discovery.mjs';
import { measureExport } from './exports.mjs';
import { placeOf, QUESTIONS } from './lists.mjs';
import { askInTurn, percentile } from './load.mjs';
import { startPortal } from './portal.mjs';

/** How often each question is asked; before that it is asked once, so that everything is warm. */
const TIMES = 9;

/**
 * Measures lists of a build at several sizes.
 *
 * @param sizes - rows, the fewest first
 * @param names - of questions that the build has routes for
 * @param exports - whether it has one for exports
 * @returns by reader and question, for each size, what half of the answers took at most in milliseconds; and the export
 * and the targets of monitoring of the largest size
 */
export async function measureGrowth(toolchain, options) {
  const { build, engine, postgres, sizes, exports } = options;
  const place = placeOf(engine, build, postgres);
  rmSync(place.dataDir, { recursive: true, force: true });
  const medians = {};
  let portal = await startPortal(toolchain, build, place);
  let exported;
  let discovered;
  try {
    for (const [index, size] of sizes.entries()) {
      // a portal adds up what it counted itself, and what there is when it starts
      await portal.stop();
      await fill(place, size, sizes[index - 1]);
      portal = await startPortal(toolchain, build, place);
      while (!(await isIndexed(place))) {
        await sleep(250);
      }
      for (const [of, median] of await measure(portal, options)) {
        medians[of] = [...(medians[of] ?? []), median];
      }
      discovered = exports && (await measureDiscovery(portal));
      exported = exports && (await measureExport(portal));
    }
    return { medians, exported, discovered };
  } finally {
    await portal.stop();
    rmSync(place.dataDir, { recursive: true, force: true });
  }
}

/** Asks every mix as every reader. */
async function measure(portal, { names, readers }) {
  const medians = [];
  for (const reader of readers) {
    const token = await portal.token(reader);
    for (const name of names) {
      const asked = { ...portal, token, paths: QUESTIONS[name] };
      await askInTurn({ ...asked, times: 1 });
      const took = await askInTurn({ ...asked, times: TIMES });
      medians.push([`${name} as ${reader}`, percentile(took, 0.5)]);
    }
  }
  return medians;
}
