/** How many skipped entries are named in the log; the rest is counted. */
const NAMED = 20;

/** Entries of a directory that a reading left out, and why. */
export class SkippedEntries {
  private entries: Array<{ dn: string; why: string }> = [];

  add(dn: string, why: string): void {
    this.entries.push({ dn, why });
  }

  /** @returns what was skipped since the last call */
  take(): { count: number; sentence: string } {
    const { length: count } = this.entries;
    const named = this.entries
      .slice(0, NAMED)
      .map(({ dn, why }) => `${dn} ${why}`)
      .join('; ');
    this.entries = [];
    return {
      count,
      sentence: count > NAMED ? `${named}; and ${count - NAMED} more` : named,
    };
  }
}
