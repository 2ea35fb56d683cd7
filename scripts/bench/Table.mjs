/** The one table of a benchmark: what was measured, against what, and whether it is good enough. */
export class Table {
  #rows = [];

  /**
   * @param row - `what`, the figures as text, the target as text, and whether it is met; `met` undefined is a figure
   * that nothing is asked of
   */
  add(row) {
    this.#rows.push(row);
    console.log(`    ${row.what}: ${row.figures}`);
  }

  /** @returns the exit code */
  print() {
    const width = name =>
      Math.max(...this.#rows.map(row => (row[name] ?? '').length));
    const [what, figures] = [width('what'), width('figures')];
    console.log('\nSummary');
    for (const row of this.#rows) {
      const mark = { true: '✔', false: '✖' }[row.met] ?? '·';
      console.log(
        `  ${mark} ${row.what.padEnd(what)}  ${row.figures.padEnd(figures)}  ${
          row.target ?? ''
        }`,
      );
    }
    const missed = this.#rows.filter(row => row.met === false).length;
    const met = this.#rows.filter(row => row.met === true).length;
    console.log(`\n${met} targets met, ${missed} missed`);
    return missed > 0 || met === 0 ? 1 : 0;
  }
}
