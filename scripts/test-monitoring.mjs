import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/paths.mjs';
import {
  ensureDebianPrometheus,
  ensureNewestPrometheus,
} from './lib/prometheus.mjs';
import { Report } from './lib/Report.mjs';
import { run } from './lib/run.mjs';
import { startTestDemo } from './lib/testDemo.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main } from './lib/Trouble.mjs';

const SUITE = path.join(root, 'test/monitoring/discovery.test.mjs');

/** Tries one Prometheus against a portal that runs. */
async function tryOut(found, { toolchain, demo, exporter }) {
  const { name, version } = found;
  const result = await run(
    `Prometheus ${version}`,
    toolchain.node,
    ['--test', '--test-reporter=spec', SUITE],
    {
      env: {
        ...toolchain.env,
        ...demo.env,
        PROMETHEUS: found.prometheus,
        PROMTOOL: found.promtool,
        NODE_EXPORTER: exporter ?? '',
      },
    },
  );
  const output = readFileSync(result.logFile, 'utf8');
  const counts = Report.countsIn(output);
  if (result.code !== 0) {
    console.log(result.tail.trim().split('\n').slice(-80).join('\n'));
    counts.failed ||= 1;
  }
  return {
    name: `Prometheus ${version} (${name})`,
    ...counts,
    note: `${result.seconds} s`,
  };
}

await main(async () => {
  const report = new Report();
  const toolchain = await ensureToolchain();
  const debian = await ensureDebianPrometheus();
  const newest = await ensureNewestPrometheus();
  const demo = await startTestDemo(toolchain, 'monitoring');
  try {
    await demo.ready();
    for (const found of [debian, newest]) {
      report.add(
        found.missing
          ? { name: 'Prometheus', skipped: 1, note: found.missing }
          : await tryOut(found, {
              toolchain,
              demo,
              exporter: debian.exporter,
            }),
      );
    }
  } finally {
    demo.stop();
  }
  return report.print();
});
