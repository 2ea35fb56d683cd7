import type { InventoryStore } from '../../inventory/InventoryStore';

const PAGE = 1000;
/** How long a transaction may have taken a number and not be done, in ms. */
const LATE_MS = 60_000;
/** Numbers that are waited for at most. */
const MOST_MISSING = 10_000;

/**
 * Follows the feed of changes. PostgreSQL gives numbers away before a transaction ends, so a lower one may
 * turn up after a higher one: whatever was left out is asked for again for a while.
 */
export class ChangeFeed {
  readonly #missing = new Map<number, number>();
  #last: number;

  /**
   * @param position - where the feed was when everything was read
   */
  constructor(
    private readonly inventory: Pick<InventoryStore, 'changesAfter'>,
    position: number,
    private readonly now: () => number = Date.now,
  ) {
    // transactions that were under way then have numbers below it
    this.#last = Math.max(0, position - PAGE);
  }

  /** Refs that changed since it was asked last. */
  async next(): Promise<Set<string>> {
    const refs = new Set<string>();
    for (const [seq, since] of this.#missing) {
      if (this.now() - since > LATE_MS) {
        this.#missing.delete(seq);
      }
    }
    let after = Math.min(
      this.#last,
      ...[...this.#missing.keys()].map(n => n - 1),
    );
    for (;;) {
      const changes = await this.inventory.changesAfter(after, PAGE);
      for (const { seq, ref } of changes) {
        if (seq > this.#last) {
          this.#expect(this.#last + 1, seq);
          this.#last = seq;
          refs.add(ref);
        } else if (this.#missing.delete(seq)) {
          refs.add(ref);
        }
      }
      if (changes.length < PAGE) {
        return refs;
      }
      after = changes[changes.length - 1].seq;
    }
  }

  #expect(from: number, to: number) {
    const first = Math.max(from, to - MOST_MISSING);
    for (let seq = first; seq < to; seq++) {
      this.#missing.set(seq, this.now());
    }
  }
}
