/** Collects what checks came to, and prints it last. */
export class Report {
  #rows = [];
  #startedAt = Date.now();

  /** how long single tests took */
  times = [];

  addTimes(times) {
    this.times.push(...times);
  }

  add(row) {
    this.#rows.push({ passed: 0, failed: 0, skipped: 0, note: '', ...row });
  }

  /** Counts of the closing lines of Jest, Playwright and Node's own runner. */
  static countsIn(output) {
    const sum = { passed: 0, failed: 0, skipped: 0 };
    const lines = output
      // eslint-disable-next-line no-control-regex -- colours of the runners
      .replace(/\u001b\[[0-9;]*m/g, '')
      .split('\n')
      .filter(line =>
        /^Tests:|^\s+\d+ (passed|failed|skipped|flaky)\b/.test(line),
      );
    for (const line of lines) {
      for (const [, count, word] of line.matchAll(
        /(\d+) (passed|failed|skipped)/g,
      )) {
        sum[word] += Number(count);
      }
    }
    for (const [, word, count] of output.matchAll(
      /^[#ℹ] (pass|fail|skipped) (\d+)$/gm,
    )) {
      sum[{ pass: 'passed', fail: 'failed' }[word] ?? word] += Number(count);
    }
    return sum;
  }

  /** @returns the exit code */
  print() {
    const total = { passed: 0, failed: 0, skipped: 0 };
    console.log('\nSummary');
    for (const row of this.#rows) {
      for (const word of Object.keys(total)) {
        total[word] += row[word];
      }
      const mark = row.failed > 0 ? '✖' : row.passed > 0 ? '✔' : '–';
      const counts = Object.keys(total)
        .filter(word => row[word] > 0)
        .map(word => `${row[word]} ${word}`)
        .join(', ');
      console.log(
        `  ${mark} ${row.name.padEnd(28)} ${counts.padEnd(34)} ${row.note}`,
      );
    }
    const minutes = ((Date.now() - this.#startedAt) / 60_000).toFixed(1);
    console.log(`  in ${minutes} minutes\n`);
    console.log(
      `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,
    );
    return total.failed > 0 || total.passed === 0 ? 1 : 0;
  }
}
