import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildBefore, own } from './bench/builds.mjs';
import { measureLists, placeOf } from './bench/lists.mjs';
import { measureGrowth } from './bench/quick.mjs';
import { measureSync } from './bench/sync.mjs';
import { Table } from './bench/Table.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { main, Trouble } from './lib/Trouble.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

const LARGE = 100_000;
const HUGE = 1_000_000;

const ENGINES = ['SQLite', 'PostgreSQL'];

/** What `--quick` asks, up to how many rows it looks how lists grow, and the estate that it reads. */
const QUICK = ['list', 'filter', 'search'];
const QUICK_ROWS = 50_000;
const QUICK_ESTATE = ['--machines', '200', '--instances', '5000'];
/** Ten times as many rows take ten times as long where the table is read; what is quick anyway is noise. */
const QUICK_SLOWER = 3;
const QUICK_FAST = 15;

/** Memory that an export may cost, in MiB: it is what a collector leaves lying about, not the rows. */
const EXPORTED = 60;

/** What a list of targets may take, in milliseconds, whether it has to be made or not. */
const DISCOVERED = 1000;

const COMMON = ['list', 'filter', 'search', 'capacity'];
/** What the build before has no route for. */
const OWN = ['facets', 'hosts', 'approvals'];
const READERS = ['SRE', 'developer'];

/** By how much lists are to be quicker than those of the build before. */
const FASTER = 10;
/** How much slower lists may be of ten times as many rows. */
const SLOWER = 1.5;
/** Memory that 100,000 rows may cost beside an empty portal, in MiB. */
const MEMORY = 100;

/** How much longer readings may take than fetching and parsing the same pages. */
const FIRST = 2;
const AGAIN = 1.2;

/** The same for `--quick`: small readings are short, and noisy. */
const QUICK_SYNC = { first: 5, again: 3 };

/** Budgets of DESIGN.md §11 at 100,000 rows, in milliseconds. */
const BUDGETS = {
  list: 50,
  filter: 50,
  search: 50,
  facets: 50,
  capacity: 30,
  hosts: 30,
  approvals: 50,
};

const ms = value => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

async function benchLists(toolchain, table, { engine, postgres, seconds }) {
  const before = await buildBefore(toolchain);
  const measure = (build, rows, names, exports = false) =>
    measureLists(toolchain, build, placeOf(engine, build, postgres), {
      rows,
      seconds,
      names,
      readers: READERS,
      exports,
    });
  const old = await measure(before, LARGE, COMMON);
  const large = await measure(own, LARGE, [...COMMON, ...OWN], true);
  const huge = await measure(own, HUGE, [...COMMON, ...OWN]);
  for (const [what, p99] of Object.entries(large.p99)) {
    const name = what.split(' ')[0];
    const was = old.p99[what];
    const times = was && was / p99;
    table.add({
      what: `${what}, p99 at 100,000 rows, ${engine}`,
      figures: `${ms(p99)}${
        was ? `, ${ms(was)} before: ${times.toFixed(1)} × faster` : ''
      }`,
      target: `≤ ${BUDGETS[name]} ms${was ? `, ≥ ${FASTER} × faster` : ''}`,
      met: p99 <= BUDGETS[name] && (times === undefined || times >= FASTER),
    });
    const ratio = huge.p99[what] / p99;
    table.add({
      what: `${what}, p99 at 1,000,000 rows, ${engine}`,
      figures: `${ms(huge.p99[what])}: ${ratio.toFixed(2)} × of 100,000`,
      target: `≤ ${SLOWER} ×`,
      met: ratio <= SLOWER,
    });
  }
  table.add({
    what: `memory of 100,000 rows and the load, ${engine}`,
    figures: `${large.memoryMiB.toFixed(0)} MiB, ${old.memoryMiB.toFixed(
      0,
    )} MiB before`,
    target: `≤ ${MEMORY} MiB`,
    met: large.memoryMiB <= MEMORY,
  });
  addExport(table, large.exported, engine);
  addDiscovery(table, large.discovered, engine);
}

async function benchSync(toolchain, table, options) {
  const { engine, connection, estate } = options;
  const { most = { first: FIRST, again: AGAIN } } = options;
  const measured = await measureSync(toolchain, { engine, connection, estate });
  for (const [provider, result] of Object.entries(measured)) {
    const { rows, bare, first, again, writtenAgain } = result;
    const what = `of ${rows.toLocaleString(
      'en',
    )} rows of ${provider}, ${engine}`;
    const times = value => value.ms / bare.ms;
    const bareText = `bare GET and JSON.parse ${ms(bare.ms)}`;
    table.add({
      what: `first reading ${what}`,
      figures: `${ms(first.ms)}, ${bareText}: ${times(first).toFixed(1)} ×`,
      target: `≤ ${most.first} ×`,
      met: times(first) <= most.first,
    });
    table.add({
      what: `unchanged reading ${what}`,
      figures: `${ms(again.ms)}: ${times(again).toFixed(
        2,
      )} ×, ${writtenAgain} rows written`,
      target: `≤ ${most.again} ×, none written`,
      met: times(again) <= most.again && writtenAgain === 0,
    });
    table.add({
      what: `memory of the readings ${what}`,
      figures: `${result.memoryMiB.toFixed(0)} MiB`,
    });
  }
}

/** What guards the ratios where there are minutes only: this build alone, and smaller estates. */
async function benchQuick(toolchain, table, options) {
  const { engine, postgres, connection, rows, before } = options;
  await benchSync(toolchain, table, {
    engine,
    connection,
    estate: QUICK_ESTATE,
    most: QUICK_SYNC,
  });
  const sizes = [rows / 10, rows];
  const place = { engine, postgres, readers: READERS };
  const { medians, exported, discovered } = await measureGrowth(toolchain, {
    ...place,
    build: own,
    sizes,
    names: [...QUICK, 'facets'],
    exports: true,
  });
  const [few, many] = sizes.map(size => size.toLocaleString('en'));
  for (const [what, [smaller, larger]] of Object.entries(medians)) {
    const ratio = larger / smaller;
    table.add({
      what: `${what}, median, ${engine}`,
      figures: `${ms(larger)} at ${many} rows, ${ms(
        smaller,
      )} at ${few}: ${ratio.toFixed(2)} ×`,
      target: `≤ ${QUICK_SLOWER} ×, or ≤ ${QUICK_FAST} ms`,
      met: ratio <= QUICK_SLOWER || larger <= QUICK_FAST,
    });
  }
  addExport(table, exported, engine);
  addDiscovery(table, discovered, engine);
  if (!before) {
    return;
  }
  const old = await measureGrowth(toolchain, {
    ...place,
    build: await buildBefore(toolchain),
    sizes: [rows],
    names: QUICK,
  });
  for (const [what, [was]] of Object.entries(old.medians)) {
    const is = medians[what].at(-1);
    table.add({
      what: `${what}, median at ${many} rows, ${engine}`,
      figures: `${ms(is)}, ${ms(was)} before: ${(was / is).toFixed(
        1,
      )} × faster`,
      target: `≥ ${FASTER} × faster`,
      met: was / is >= FASTER,
    });
  }
}

function addExport(table, { ms: took, rows, memoryMiB }, engine) {
  table.add({
    what: `export of ${rows.toLocaleString('en')} rows, ${engine}`,
    figures: `${ms(took)}, ${memoryMiB.toFixed(0)} MiB more than before`,
    target: `≤ ${EXPORTED} MiB`,
    met: memoryMiB <= EXPORTED,
  });
}

function addDiscovery(table, { first, again, targets }, engine) {
  table.add({
    what: `${targets.toLocaleString('en')} targets for Prometheus, ${engine}`,
    figures: `${ms(first)} made anew, ${ms(again)} unchanged`,
    target: `≤ ${DISCOVERED} ms`,
    met: Math.max(first, again) <= DISCOVERED,
  });
}

const USAGE =
  'Say npm run bench -- [SQLite] [PostgreSQL] [--seconds N], or --quick [--rows N] [--before]; without engines it measures both.';

/** Reads what was asked for. */
function chosen() {
  const { values, positionals } = (() => {
    try {
      return parseArgs({
        allowPositionals: true,
        options: {
          quick: { type: 'boolean', default: false },
          seconds: { type: 'string', default: '10' },
          rows: { type: 'string', default: String(QUICK_ROWS) },
          before: { type: 'boolean', default: false },
        },
      });
    } catch {
      throw new Trouble(USAGE);
    }
  })();
  const [seconds, rows] = [Number(values.seconds), Number(values.rows)];
  const unknown = positionals.some(name => !ENGINES.includes(name));
  if (unknown || !(seconds > 0) || !(rows >= 1000)) {
    throw new Trouble(USAGE);
  }
  const engines = positionals.length > 0 ? positionals : ENGINES;
  return { ...values, engines, seconds, rows, named: positionals };
}

const urlOf = postgres =>
  Object.values(postgres.env).find(value => value.startsWith('postgres://'));

function connectionOf(postgres) {
  const url = new URL(urlOf(postgres));
  return { host: url.hostname, port: Number(url.port), user: url.username };
}

await main(async () => {
  const { engines, seconds, quick, rows, before, named } = chosen();
  const table = new Table();
  const toolchain = await ensureToolchain();
  if (path.resolve(process.execPath) !== path.resolve(toolchain.node)) {
    // addons are built for the Node that the portal runs on
    const again = spawnSync(
      toolchain.node,
      [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
      { stdio: 'inherit', env: toolchain.env },
    );
    return again.status ?? 1;
  }
  const bench = async place => {
    if (quick) {
      await benchQuick(toolchain, table, { ...place, rows, before });
      return;
    }
    await benchSync(toolchain, table, place);
    await benchLists(toolchain, table, { ...place, seconds });
  };
  if (engines.includes('SQLite')) {
    await bench({ engine: 'SQLite' });
  }
  if (engines.includes('PostgreSQL')) {
    const postgres = await startPostgres();
    if (postgres.missing && named.includes('PostgreSQL')) {
      throw new Trouble(postgres.missing);
    }
    if (postgres.missing) {
      console.log(`    PostgreSQL is left out: ${postgres.missing}`);
      return table.print();
    }
    try {
      await bench({
        engine: 'PostgreSQL',
        connection: urlOf(postgres),
        postgres: connectionOf(postgres),
      });
    } finally {
      postgres.stop();
    }
  }
  return table.print();
});
