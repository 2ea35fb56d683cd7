import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureAppBundle } from './lib/appBundle.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { startDemo } from './lib/demo.mjs';
import { root } from './lib/paths.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { Report } from './lib/Report.mjs';
import { run } from './lib/run.mjs';
import { freePort, waitUntilSynced } from './lib/services.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main, Trouble } from './lib/Trouble.mjs';

const bin = (name, file) => path.join(root, 'node_modules', name, file);
const backstageCli = bin('@backstage/cli', 'bin/backstage-cli');

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
  const result = await run(name, toolchain.node, args, { env: toolchain.env });
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
async function tests(report, toolchain, name, args, env = {}) {
  const result = await run(name, toolchain.node, args, {
    env: { ...toolchain.env, ...env },
  });
  const counts = Report.countsIn(readFileSync(result.logFile, 'utf8'));
  if (result.code !== 0) {
    showFailure(result);
    counts.failed ||= 1;
  } else if (counts.passed === 0) {
    counts.failed = 1;
    console.log(`  ${name} ran no test`);
  }
  report.add({ name, ...counts, note: `${result.seconds} s` });
}

async function unitTests(report, toolchain) {
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
        '--maxWorkers=2',
        '--workerIdleMemoryLimit=1500M',
        // a busy machine makes rendering slow, not wrong
        '--testTimeout=60000',
      ],
      {
        CI: '1',
        NODE_ENV: 'test',
        // engines come from the server above, never from a container
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        ...postgres.env,
      },
    );
  } finally {
    postgres.stop?.();
  }
}

/** Runs something against a portal with an estate of its own, and stops both. */
async function withDemo(toolchain, work) {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ironstage-test-'));
  const routesFile = path.join(dataDir, 'routes.json');
  const demo = await startDemo(toolchain, {
    port: await freePort(),
    dataDir,
    env: {
      NODE_OPTIONS: `--require ${path.join(
        root,
        'test/authorization/recordRoutes.cjs',
      )}`,
      IRONSTAGE_ROUTES_FILE: routesFile,
    },
    estateArgs: [
      ...['--machines', '24', '--bare-metal', '6'],
      ...['--instances', '60', '--speed', process.env.IRONSTAGE_TEST_SPEED ?? '5'],
    ],
  });
  try {
    await waitUntilSynced(demo.baseUrl, 'user:default/rui');
    await work({
      IRONSTAGE_URL: demo.baseUrl,
      IRONSTAGE_CONTROL_URL: demo.estate.controlUrl,
      IRONSTAGE_ROUTES_FILE: routesFile,
    });
  } finally {
    demo.backend.kill('SIGKILL');
    demo.estate.child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What needs the whole portal: authorization, the command line and the browser. */
async function portalTests(report, toolchain) {
  await ensureAppBundle(toolchain);
  const chromium = await ensureChromium(toolchain);
  await withDemo(toolchain, async env => {
    await tests(
      report,
      toolchain,
      'authorization of all routes',
      [
        '--test',
        '--test-reporter',
        'spec',
        '--test-concurrency=1',
        'test/authorization/routes.test.mjs',
        'test/authorization/matrix.test.mjs',
      ],
      env,
    );
    await tests(
      report,
      toolchain,
      'command line',
      [
        bin('jest', 'bin/jest.js'),
        '-c',
        'test/jest.cli.config.js',
        '--runInBand',
      ],
      env,
    );
  });
  await withDemo(toolchain, env =>
    tests(
      report,
      toolchain,
      'browser',
      [bin('@playwright/test', 'cli.js'), 'test', '-c', 'test/e2e'],
      { ...env, CHROMIUM_PATH: chromium },
    ),
  );
}

/** Types, lint and formatting. */
async function staticChecks(report, toolchain) {
  await Promise.all([
    (async () => {
      await check(report, toolchain, 'types', [bin('typescript', 'bin/tsc')]);
      await check(report, toolchain, 'formatting', [
        bin('prettier', 'bin-prettier.js'),
        '--check',
        '.',
      ]);
    })(),
    check(report, toolchain, 'lint', [backstageCli, 'repo', 'lint']),
  ]);
}

const parts = { static: staticChecks, unit: unitTests, portal: portalTests };

/** `npm test` does everything, `npm test -- portal` a part of it. */
function chosenParts() {
  const names = process.argv.slice(2);
  const unknown = names.filter(name => !(name in parts));
  if (unknown.length > 0) {
    throw new Trouble(
      `There is no part "${unknown[0]}" of the tests; there are ${Object.keys(
        parts,
      ).join(', ')}.`,
    );
  }
  return names.length > 0 ? names : Object.keys(parts);
}

await main(async () => {
  const names = chosenParts();
  const report = new Report();
  const toolchain = await ensureToolchain();
  for (const name of names) {
    await parts[name](report, toolchain);
  }
  return report.print();
});
