import type { EstateRow } from '../estate/EstateRow';

const compare = (a: string, b: string) => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

/** Those of no project come last, a tenant after the other. */
const bucketOf = ({ project, provider, tenant }: EstateRow) =>
  project ?? `\uffff${provider}\n${tenant}`;

/** Instances by project and name. Only what somebody looks at is put in order. */
export class InstanceOrder {
  private readonly buckets: EstateRow[][];
  private readonly sorted = new WeakSet<EstateRow[]>();

  constructor(private readonly rows: ReadonlySet<EstateRow>) {
    const buckets = new Map<string, EstateRow[]>();
    for (const row of rows) {
      const key = bucketOf(row);
      const known = buckets.get(key);
      if (known) {
        known.push(row);
      } else {
        buckets.set(key, [row]);
      }
    }
    this.buckets = [...buckets]
      .sort(([a], [b]) => compare(a, b))
      .map(([, bucket]) => bucket);
  }

  get size(): number {
    return this.rows.size;
  }

  /** The same, of those that somebody may see. */
  filter(keeps: (row: EstateRow) => boolean): InstanceOrder {
    return new InstanceOrder(new Set([...this.rows].filter(keeps)));
  }

  page(offset: number, limit: number): EstateRow[] {
    const found: EstateRow[] = [];
    let before = 0;
    for (const bucket of this.buckets) {
      if (found.length === limit) {
        break;
      }
      const from = Math.max(0, offset - before);
      if (from < bucket.length) {
        found.push(
          ...this.inOrder(bucket).slice(from, from + limit - found.length),
        );
      }
      before += bucket.length;
    }
    return found;
  }

  private inOrder(bucket: EstateRow[]): EstateRow[] {
    if (!this.sorted.has(bucket)) {
      bucket.sort((a, b) => compare(a.name, b.name) || compare(a.ref, b.ref));
      this.sorted.add(bucket);
    }
    return bucket;
  }
}
