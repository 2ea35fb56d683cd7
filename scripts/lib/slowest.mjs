import { existsSync, readFileSync } from 'node:fs';

/** Seconds of each test of a Jest run, from the file that `--json --outputFile` wrote. */
export function jestTimes(file) {
  if (!existsSync(file)) {
    return [];
  }
  return JSON.parse(readFileSync(file, 'utf8')).testResults.flatMap(
    ({ assertionResults }) =>
      assertionResults.map(({ fullName, duration }) => ({
        name: fullName,
        seconds: (duration ?? 0) / 1000,
      })),
  );
}

/** The same of Playwright's `list` reporter: `✓  1 file › group › name (17.7s)`. */
export function playwrightTimes(output) {
  return [
    // eslint-disable-next-line no-control-regex -- colours of the runner
    ...output
      .replace(/\u001b\[[0-9;]*m/g, '')
      .matchAll(
        /^\s+[✓✘]\s+\d+ \S+ › (.+) \((?:([\d.]+)m)?(?:([\d.]+)(ms|s))?\)$/gm,
      ),
  ].map(([, name, minutes = 0, amount = 0, unit]) => ({
    name,
    seconds: Number(minutes) * 60 + Number(amount) / (unit === 'ms' ? 1000 : 1),
  }));
}

/** Prints the tests that took longest, so that nobody has to look for them. */
export function printSlowest(times, most = 10) {
  const slowest = [...times]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, most);
  if (slowest.length > 0) {
    console.log('\nThe slowest tests');
    for (const { name, seconds } of slowest) {
      console.log(`  ${seconds.toFixed(1).padStart(6)} s  ${name}`);
    }
  }
}
