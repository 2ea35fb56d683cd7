import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './lib/paths.mjs';
import { Report } from './lib/Report.mjs';
import { run } from './lib/run.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { main } from './lib/Trouble.mjs';

const suites = path.join(root, 'test/clients');

/** Test files by vendor; folders without any are no suites. */
function vendors() {
  return readdirSync(suites, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => ({
      name,
      files: readdirSync(path.join(suites, name))
        .filter(file => file.endsWith('.test.mjs'))
        .map(file => path.join(suites, name, file)),
    }))
    .filter(({ files }) => files.length > 0);
}

/** Reasons that Node's runner gives beside what it skips. */
function reasonsIn(output) {
  return [
    ...new Set(
      [...output.matchAll(/^\s*﹣ (.+?) \([\d.]+ms\) # (.+)$/gm)].map(
        ([, , reason]) => reason,
      ),
    ),
  ];
}

await main(async () => {
  const report = new Report();
  const toolchain = await ensureToolchain();
  for (const { name, files } of vendors()) {
    const result = await run(
      `Clients of ${name}`,
      toolchain.node,
      [
        '--test',
        '--test-concurrency=1',
        '--test-timeout=900000',
        '--test-reporter=spec',
        ...files,
      ],
      { env: toolchain.env },
    );
    const output = readFileSync(result.logFile, 'utf8');
    const counts = Report.countsIn(output);
    if (result.code !== 0) {
      console.log(result.tail.trim().split('\n').slice(-80).join('\n'));
      counts.failed ||= 1;
    }
    const reasons = reasonsIn(output);
    report.add({
      name: `clients of ${name}`,
      ...counts,
      note: [`${result.seconds} s`, ...reasons].join('; '),
    });
  }
  return report.print();
});
