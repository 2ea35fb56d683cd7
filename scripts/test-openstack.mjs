import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/paths.mjs';
import { Report } from './lib/Report.mjs';
import { must, run } from './lib/run.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main } from './lib/Trouble.mjs';

/** What the lab's scripts exit with where the lab can't run. */
const CANT_RUN_HERE = 77;

const lab = script => path.join(root, 'test/labs/openstack', script);

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

/** The variables that `env.sh` prints. */
function labEnv(env) {
  const { stdout } = spawnSync(
    'bash',
    ['-c', `eval "$(bash "$0")" && env -0`, lab('env.sh')],
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
  const report = new Report();
  const toolchain = await ensureToolchain();
  const reason = await bringUp(toolchain.env);
  if (reason) {
    report.add({ name: 'real OpenStack', skipped: 1, note: reason });
    report.print();
    return 0;
  }
  const env = { ...toolchain.env, ...labEnv(toolchain.env), NODE_ENV: 'test' };
  try {
    await suite(
      report,
      toolchain,
      'provider contract',
      [
        path.join(root, 'node_modules/jest/bin/jest.js'),
        '-c',
        'test/jest.openstack.config.js',
      ],
      env,
    );
    await suite(
      report,
      toolchain,
      'golden paths',
      ['--test', '--test-reporter', 'spec', 'test/openstack/flows.test.mjs'],
      { ...env, NODE_ENV: 'development' },
    );
  } finally {
    if (!process.env.LAB_KEEP) {
      await run('Stopping OpenStack', 'bash', [lab('down.sh')], { env });
    }
  }
  return report.print();
});
