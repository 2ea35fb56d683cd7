import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildBefore, own } from './bench/builds.mjs';
import { measureLists, placeOf } from './bench/lists.mjs';
import { measureSync } from './bench/sync.mjs';
import { Table } from './bench/Table.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { main, Trouble } from './lib/Trouble.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

const LARGE = 100_000;
const HUGE = 1_000_000;

const COMMON = ['list', 'filter', 'search', 'capacity'];
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

/** Budgets of DESIGN.md §11 at 100,000 rows, in milliseconds. */
const BUDGETS = { list: 50, filter: 50, search: 50, facets: 50, capacity: 30 };

const ms = value => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

async function benchLists(toolchain, table, { engine, postgres, seconds }) {
  const before = await buildBefore(toolchain);
  const measure = (build, rows, names) =>
    measureLists(toolchain, build, placeOf(engine, build, postgres), {
      rows,
      seconds,
      names,
      readers: READERS,
    });
  const old = await measure(before, LARGE, COMMON);
  const large = await measure(own, LARGE, [...COMMON, 'facets']);
  const huge = await measure(own, HUGE, [...COMMON, 'facets']);
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
}

async function benchSync(toolchain, table, { engine, connection }) {
  const measured = await measureSync(toolchain, { engine, connection });
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
      target: `≤ ${FIRST} ×`,
      met: times(first) <= FIRST,
    });
    table.add({
      what: `unchanged reading ${what}`,
      figures: `${ms(again.ms)}: ${times(again).toFixed(
        2,
      )} ×, ${writtenAgain} rows written`,
      target: `≤ ${AGAIN} ×, none written`,
      met: times(again) <= AGAIN && writtenAgain === 0,
    });
    table.add({
      what: `memory of the readings ${what}`,
      figures: `${result.memoryMiB.toFixed(0)} MiB`,
    });
  }
}

/** Reads `npm run bench -- [SQLite] [PostgreSQL] [--seconds N]`. */
function chosen() {
  const args = process.argv.slice(2);
  const at = args.indexOf('--seconds');
  const seconds = at < 0 ? 10 : Number(args[at + 1]);
  const engines = args.filter(
    (_, index) => at < 0 || (index !== at && index !== at + 1),
  );
  const known = ['SQLite', 'PostgreSQL'];
  const unknown = engines.find(name => !known.includes(name));
  if (unknown || !(seconds > 0)) {
    throw new Trouble(
      'Say npm run bench -- [SQLite] [PostgreSQL] [--seconds N]; without engines it measures both.',
    );
  }
  return { engines: engines.length > 0 ? engines : known, seconds };
}

const urlOf = postgres =>
  Object.values(postgres.env).find(value => value.startsWith('postgres://'));

function connectionOf(postgres) {
  const url = new URL(urlOf(postgres));
  return { host: url.hostname, port: Number(url.port), user: url.username };
}

await main(async () => {
  const { engines, seconds } = chosen();
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
  if (engines.includes('SQLite')) {
    await benchSync(toolchain, table, { engine: 'SQLite' });
    await benchLists(toolchain, table, { engine: 'SQLite', seconds });
  }
  if (engines.includes('PostgreSQL')) {
    const postgres = await startPostgres();
    if (postgres.missing) {
      throw new Trouble(postgres.missing);
    }
    try {
      await benchSync(toolchain, table, {
        engine: 'PostgreSQL',
        connection: urlOf(postgres),
      });
      await benchLists(toolchain, table, {
        engine: 'PostgreSQL',
        postgres: connectionOf(postgres),
        seconds,
      });
    } finally {
      postgres.stop();
    }
  }
  return table.print();
});
