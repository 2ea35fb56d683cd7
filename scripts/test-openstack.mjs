import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/paths.mjs';
import { Report } from './lib/Report.mjs';
import { must, run } from './lib/run.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main, Trouble } from './lib/Trouble.mjs';

/** What the lab's scripts exit with where the lab can't run. */
const CANT_RUN_HERE = 77;

/**
 * Releases of `test/labs/openstack/releases`, each with the accounts of `env.sh` that the suite runs as. Where
 * the role admin on a project is not enough for bare metal, there are two; the golden paths take the last.
 */
const RELEASES = { zed: ['project'], 2026.2: ['project', 'service'] };

const lab = script => path.join(root, 'test/labs/openstack', script);

/** The release that `--release` names; Zed without it. */
function releaseOf(args) {
  const { values } = parseArgs({
    args,
    options: { release: { type: 'string', default: 'zed' } },
  });
  if (!Object.hasOwn(RELEASES, values.release)) {
    throw new Trouble(
      `There is no lab for the release "${
        values.release
      }" of OpenStack; there are ${Object.keys(RELEASES).join(' and ')}.`,
    );
  }
  return values.release;
}

/** @returns why the lab can't run here, or undefined when it is up */
async function bringUp(env) {
  for (const [title, script, ...args] of [
    // what an earlier run has left there would count against this one
    ...(process.env.LAB_KEEP
      ? []
      : [['Clearing the last OpenStack', 'down.sh', '--purge']]),
    ['Installing OpenStack', 'install.sh'],
    ['Starting OpenStack', 'up.sh'],
  ]) {
    const result = await run(title, 'bash', [lab(script), ...args], { env });
    if (result.code === CANT_RUN_HERE) {
      return result.tail.trim().split('\n').at(-1);
    }
    if (result.code !== 0) {
      console.log(result.tail);
      await must(`${title} (again)`, 'bash', [lab(script), ...args], { env });
    }
  }
  return undefined;
}

/** The variables that `env.sh` prints for an account. */
function labEnv(account, env) {
  const { stdout } = spawnSync(
    'bash',
    ['-c', `eval "$(bash "$0" "$1")" && env -0`, lab('env.sh'), account],
    { env, encoding: 'utf8' },
  );
  return Object.fromEntries(
    stdout
      .split('\0')
      .filter(Boolean)
      .map(line => [
        line.slice(0, line.indexOf('=')),
        line.slice(line.indexOf('=') + 1),
      ])
      .filter(([name]) => /^(OS_|LAB_|OPENSTACK_)/.test(name)),
  );
}

async function suite(report, toolchain, name, args, env) {
  const result = await run(name, toolchain.node, args, { env });
  const counts = Report.countsIn(readFileSync(result.logFile, 'utf8'));
  if (result.code !== 0 || counts.passed === 0) {
    console.log(result.tail.trim().split('\n').slice(-80).join('\n'));
    counts.failed ||= 1;
  }
  report.add({ name, ...counts, note: `${result.seconds} s` });
}

await main(async () => {
  const release = releaseOf(process.argv.slice(2));
  const report = new Report();
  const toolchain = await ensureToolchain();
  const labs = { ...toolchain.env, LAB_RELEASE: release };
  const reason = await bringUp(labs);
  if (reason) {
    report.add({ name: `OpenStack ${release}`, skipped: 1, note: reason });
    report.print();
    return 0;
  }
  const envOf = account => ({ ...labs, ...labEnv(account, labs) });
  const accounts = RELEASES[release];
  try {
    for (const account of accounts) {
      await suite(
        report,
        toolchain,
        `provider contract, ${release}, account ${account}`,
        [
          path.join(root, 'node_modules/jest/bin/jest.js'),
          '-c',
          'test/jest.openstack.config.js',
        ],
        { ...envOf(account), NODE_ENV: 'test' },
      );
    }
    await suite(
      report,
      toolchain,
      `golden paths, ${release}`,
      ['--test', '--test-reporter', 'spec', 'test/openstack/flows.test.mjs'],
      { ...envOf(accounts.at(-1)), NODE_ENV: 'development' },
    );
  } finally {
    if (!process.env.LAB_KEEP) {
      await run('Stopping OpenStack', 'bash', [lab('down.sh')], { env: labs });
    }
  }
  return report.print();
});
