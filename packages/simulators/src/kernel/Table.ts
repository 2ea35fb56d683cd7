/** What every stored row has; `seq` grows with each insert and never repeats. */
export interface Row {
  id: string;
  seq: number;
}

type Keys<T, I extends string> = Record<I, (row: T) => string | undefined>;

/** Position of the first row whose seq is not below `seq`. */
export function lowerBound(rows: readonly Row[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle].seq < seq) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function place<T extends Row>(bucket: T[], row: T) {
  const last = bucket[bucket.length - 1];
  if (!last || last.seq < row.seq) {
    bucket.push(row);
  } else {
    bucket.splice(lowerBound(bucket, row.seq), 0, row);
  }
}

/**
 * Rows by id, in order of insertion, with secondary indexes whose buckets keep
 * that order, so that a page is found by bisection and not by sorting.
 */
export class Table<T extends Row, I extends string = never> {
  readonly #rows = new Map<string, T>();
  readonly #ordered: T[] = [];
  readonly #keys: Array<[string, (row: T) => string | undefined]>;
  readonly #buckets = new Map<string, T[]>();
  #seq = 0;

  constructor(keys: Keys<T, I>) {
    this.#keys = Object.entries(keys);
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  /** All rows in order of insertion. */
  all(): readonly T[] {
    return this.#ordered;
  }

  /** The rows of one key of an index, in order of insertion. */
  by(index: I, key: string): readonly T[] {
    return this.#buckets.get(`${index}\u0000${key}`) ?? [];
  }

  insert(row: Omit<T, 'seq'>): T {
    this.#seq += 1;
    const stored = { ...row, seq: this.#seq } as T;
    this.#add(stored);
    return stored;
  }

  /** Changes a row in place and keeps the indexes right. */
  update(row: T, patch: Partial<T>): T {
    const before = this.#keys.map(([, key]) => key(row));
    Object.assign(row, patch);
    this.#keys.forEach(([index, key], i) => {
      const after = key(row);
      if (after !== before[i]) {
        this.#drop(index, before[i], row);
        this.#file(index, after, row);
      }
    });
    return row;
  }

  delete(id: string): boolean {
    const row = this.#rows.get(id);
    if (!row) {
      return false;
    }
    this.#rows.delete(id);
    this.#ordered.splice(lowerBound(this.#ordered, row.seq), 1);
    this.#keys.forEach(([index, key]) => this.#drop(index, key(row), row));
    return true;
  }

  /** Replaces everything with rows from a snapshot. */
  load(rows: readonly T[]): void {
    this.#rows.clear();
    this.#ordered.length = 0;
    this.#buckets.clear();
    this.#seq = 0;
    for (const row of rows) {
      this.#add(row);
      this.#seq = Math.max(this.#seq, row.seq);
    }
  }

  #add(row: T) {
    if (this.#rows.has(row.id)) {
      throw new Error(`duplicate id ${row.id}`);
    }
    this.#rows.set(row.id, row);
    place(this.#ordered, row);
    this.#keys.forEach(([index, key]) => this.#file(index, key(row), row));
  }

  #file(index: string, key: string | undefined, row: T) {
    if (key === undefined) {
      return;
    }
    const name = `${index}\u0000${key}`;
    const bucket = this.#buckets.get(name);
    if (bucket) {
      place(bucket, row);
    } else {
      this.#buckets.set(name, [row]);
    }
  }

  #drop(index: string, key: string | undefined, row: T) {
    const name = `${index}\u0000${key}`;
    const bucket = key === undefined ? undefined : this.#buckets.get(name);
    if (!bucket) {
      return;
    }
    bucket.splice(lowerBound(bucket, row.seq), 1);
    if (bucket.length === 0) {
      this.#buckets.delete(name);
    }
  }
}
