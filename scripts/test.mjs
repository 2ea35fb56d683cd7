import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureAppBundle } from './lib/appBundle.mjs';
import { changedSince } from './lib/changed.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { root, toolchainDir } from './lib/paths.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { Report } from './lib/Report.mjs';
import { logDir, run } from './lib/run.mjs';
import { jestTimes, playwrightTimes, printSlowest } from './lib/slowest.mjs';
import { startTestDemo } from './lib/testDemo.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main, Trouble } from './lib/Trouble.mjs';

const bin = (name, file) => path.join(root, 'node_modules', name, file);
const backstageCli = bin('@backstage/cli', 'bin/backstage-cli');
const prettier = bin('prettier', 'bin-prettier.js');
const jestFile = path.join(logDir, 'unit.json');

/** What only computes stands back for what also waits: so both end at about the same time. */
const COMPUTES = 10;

/**
 * Room for what is young and dies at once, per process. Compilers, linters and test workers make so
 * much of it that the default room costs them a tenth to a sixth of their processor time (measured:
 * types 39 -> 35 s, page tests 35 -> 29 s).
 */
const YOUNG_GENERATION = '--max-semi-space-size=64';

/** The environment for what only computes. */
const computing = ({ env }) => ({
  ...env,
  NODE_OPTIONS: [env.NODE_OPTIONS, YOUNG_GENERATION].filter(Boolean).join(' '),
});

/** The end of a failed check's output, and where the rest is. */
function showFailure(result) {
  console.log(
    `${result.tail
      .trim()
      .split('\n')
      .slice(-60)
      .join('\n')}\n  All of it: ${path.relative(root, result.logFile)}\n`,
  );
}

/** A check that either holds or does not. */
async function check(report, toolchain, name, args) {
  const result = await run(name, toolchain.node, args, {
    env: computing(toolchain),
    niceness: COMPUTES,
  });
  if (result.code !== 0) {
    showFailure(result);
  }
  report.add({
    name,
    passed: result.code === 0 ? 1 : 0,
    failed: result.code === 0 ? 0 : 1,
    note: `${result.seconds} s`,
  });
}

/** A run of tests; one that fails without naming a test counts as one failure. */
async function tests(report, toolchain, name, args, env = {}, niceness = 0) {
  const result = await run(name, toolchain.node, args, {
    env: { ...toolchain.env, ...env },
    niceness,
  });
  const output = readFileSync(result.logFile, 'utf8');
  const counts = Report.countsIn(output);
  if (result.code !== 0) {
    showFailure(result);
    counts.failed ||= 1;
  } else if (counts.passed === 0) {
    counts.failed = 1;
    console.log(`  ${name} ran no test`);
  }
  report.add({ name, ...counts, note: `${result.seconds} s` });
  return output;
}

/** Heap that a test worker may keep: a quarter of the machine's memory for all of them. */
function workerMemoryMiB() {
  const share = os.totalmem() / 4 / os.availableParallelism() / 2 ** 20;
  return Math.round(Math.min(2500, Math.max(1000, share)));
}

/** @param only - arguments that choose among the tests; all of them when left out */
async function unitTests(report, toolchain, only = []) {
  const postgres = await startPostgres();
  if (postgres.missing) {
    report.add({
      name: 'stores on PostgreSQL',
      skipped: 1,
      note: postgres.missing,
    });
  }
  try {
    await tests(
      report,
      toolchain,
      'unit and contract tests',
      [
        backstageCli,
        'repo',
        'test',
        ...['--config', 'scripts/jest/config.js'],
        `--maxWorkers=${os.availableParallelism()}`,
        // a worker that is replaced loses what it had compiled
        `--workerIdleMemoryLimit=${workerMemoryMiB()}M`,
        // what was transpiled once is not transpiled again
        `--cacheDirectory=${path.join(toolchainDir, 'cache/jest')}`,
        '--json',
        `--outputFile=${jestFile}`,
        ...only,
      ],
      {
        ...computing(toolchain),
        CI: '1',
        NODE_ENV: 'test',
        // engines come from the server above, never from a container
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        ...postgres.env,
      },
      COMPUTES,
    );
    report.addTimes(jestTimes(jestFile));
  } finally {
    postgres.stop?.();
  }
}

/** Authorization and the command line, on a portal that they share. */
async function apiTests(report, toolchain, demo) {
  await demo.ready();
  await tests(
    report,
    toolchain,
    'authorization of all routes',
    [
      '--test',
      '--test-concurrency=1',
      '--test-reporter',
      'spec',
      'test/authorization/routes.test.mjs',
      'test/authorization/matrix.test.mjs',
    ],
    demo.env,
  );
  await tests(
    report,
    toolchain,
    'command line',
    [bin('jest', 'bin/jest.js'), '-c', 'test/jest.cli.config.js'],
    demo.env,
  );
}

async function browserTests(report, toolchain, demo, chromium) {
  await demo.ready();
  const output = await tests(
    report,
    toolchain,
    'browser',
    [bin('@playwright/test', 'cli.js'), 'test', '-c', 'test/e2e'],
    { ...demo.env, CHROMIUM_PATH: chromium },
  );
  report.addTimes(playwrightTimes(output));
}

/** Runs tests against a portal of their own: what they count must not be what others have made. */
async function withDemo(toolchain, name, work) {
  const demo = await startTestDemo(toolchain, name);
  try {
    await work(demo);
  } finally {
    demo.stop();
  }
}

/** Lets all come to their end, and only then says that one failed. */
async function together(...works) {
  const outcomes = await Promise.allSettled(works);
  for (const { reason } of outcomes.filter(one => one.status === 'rejected')) {
    throw reason;
  }
}

/** What needs the whole portal: authorization, the command line and the browser. */
async function portalTests(report, toolchain) {
  await ensureAppBundle(toolchain);
  const chromium = await ensureChromium(toolchain);
  await together(
    withDemo(toolchain, 'browser', demo =>
      browserTests(report, toolchain, demo, chromium),
    ),
    withDemo(toolchain, 'api', demo => apiTests(report, toolchain, demo)),
  );
}

/** Types, lint and formatting. */
async function staticChecks(report, toolchain) {
  await check(report, toolchain, 'types', [bin('typescript', 'bin/tsc')]);
  await check(report, toolchain, 'lint', [backstageCli, 'repo', 'lint']);
  await check(report, toolchain, 'formatting', [prettier, '--check', '.']);
}

const parts = { static: staticChecks, unit: unitTests, portal: portalTests };

/** All of it: what computes beside what mostly waits for an estate and a browser. */
async function everything(report, toolchain) {
  const computed = async () => {
    await staticChecks(report, toolchain);
    await unitTests(report, toolchain);
  };
  await together(computed(), portalTests(report, toolchain));
}

/** What a change touches: its files' form and types, and the tests that reach them. */
async function changedParts(report, toolchain, since) {
  const { base, files } = changedSince(since);
  if (files.length === 0) {
    throw new Trouble('Nothing has changed: there is nothing to test.');
  }
  console.log(`  ${files.length} files differ from ${base.slice(0, 9)}`);
  const form = async () => {
    await check(report, toolchain, 'types', [bin('typescript', 'bin/tsc')]);
    await check(report, toolchain, 'formatting', [
      prettier,
      ...['--check', '--ignore-unknown'],
      ...files,
    ]);
    await check(report, toolchain, 'lint', [
      ...[backstageCli, 'repo', 'lint', '--since', base],
    ]);
  };
  const code = files.filter(file =>
    /^(packages|plugins)\/.*\.tsx?$/.test(file),
  );
  const related = async () => {
    if (code.length > 0) {
      await unitTests(report, toolchain, ['--findRelatedTests', ...code]);
    }
  };
  await together(form(), related());
}

/** `npm test` does everything, `npm test -- portal` a part of it, `npm test -- --changed` what a change touches. */
function chosen() {
  const [first, ...more] = process.argv.slice(2);
  if (first === '--changed') {
    return (report, toolchain) => changedParts(report, toolchain, more[0]);
  }
  const names = first ? [first, ...more] : [];
  const unknown = names.find(name => !(name in parts));
  if (unknown) {
    throw new Trouble(
      `There is no part "${unknown}" of the tests; there are ${Object.keys(
        parts,
      ).join(', ')}, and --changed [commit].`,
    );
  }
  if (names.length === 0) {
    return everything;
  }
  return async (report, toolchain) => {
    for (const name of names) {
      await parts[name](report, toolchain);
    }
  };
}

await main(async () => {
  const work = chosen();
  const report = new Report();
  const toolchain = await ensureToolchain();
  await work(report, toolchain);
  printSlowest(report.times);
  return report.print();
});
