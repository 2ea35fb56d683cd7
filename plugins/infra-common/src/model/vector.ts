import { z } from 'zod';
import { formatBytes } from './units';

const amount = z.number().finite();

/**
 * Amounts of everything an instance, a host or a quota is made of.
 * Memory and storage are bytes; GPUs are counted per model.
 * @public
 */
export const resourceVectorSchema = z.object({
  vcpus: amount,
  memoryBytes: amount,
  storageBytes: amount,
  gpus: z.record(z.string(), amount),
  instances: amount,
});

/** {@inheritDoc resourceVectorSchema} @public */
export type ResourceVector = z.infer<typeof resourceVectorSchema>;

/** The scalar parts of a {@link ResourceVector}. @public */
export const SCALAR_DIMENSIONS = [
  'vcpus',
  'memoryBytes',
  'storageBytes',
  'instances',
] as const;

/** A scalar part of a {@link ResourceVector}. @public */
export type ScalarDimension = (typeof SCALAR_DIMENSIONS)[number];

/** A vector of zeros, with the given parts set. @public */
export function vector(parts: Partial<ResourceVector> = {}): ResourceVector {
  return {
    vcpus: 0,
    memoryBytes: 0,
    storageBytes: 0,
    instances: 0,
    ...parts,
    gpus: { ...parts.gpus },
  };
}

function combine(
  a: ResourceVector,
  b: ResourceVector,
  how: (x: number, y: number) => number,
): ResourceVector {
  const result = vector();
  for (const dimension of SCALAR_DIMENSIONS) {
    result[dimension] = how(a[dimension], b[dimension]);
  }
  for (const model of new Set([
    ...Object.keys(a.gpus),
    ...Object.keys(b.gpus),
  ])) {
    result.gpus[model] = how(a.gpus[model] ?? 0, b.gpus[model] ?? 0);
  }
  return result;
}

/** Sum of two vectors. @public */
export function addVectors(
  a: ResourceVector,
  b: ResourceVector,
): ResourceVector {
  return combine(a, b, (x, y) => x + y);
}

/** `a − b`; parts may become negative. @public */
export function subtractVectors(
  a: ResourceVector,
  b: ResourceVector,
): ResourceVector {
  return combine(a, b, (x, y) => x - y);
}

/** The larger of two vectors, part by part. @public */
export function largerVector(
  a: ResourceVector,
  b: ResourceVector,
): ResourceVector {
  return combine(a, b, Math.max);
}

/** What `to` has more than `from`; parts that do not grow are 0. @public */
export function growth(
  from: ResourceVector,
  to: ResourceVector,
): ResourceVector {
  return combine(from, to, (before, after) => Math.max(0, after - before));
}

/** Sum of any number of vectors. @public */
export function sumVectors(vectors: Iterable<ResourceVector>): ResourceVector {
  const total = vector();
  for (const one of vectors) {
    for (const dimension of SCALAR_DIMENSIONS) {
      total[dimension] += one[dimension];
    }
    for (const [model, count] of Object.entries(one.gpus)) {
      total.gpus[model] = (total.gpus[model] ?? 0) + count;
    }
  }
  return total;
}

/** A part of a request that does not fit, and by how much. @public */
export interface Shortfall {
  /** `vcpus`, `memoryBytes`, `storageBytes`, `instances` or `gpus.<model>` */
  dimension: string;
  requested: number;
  available: number;
}

/**
 * The parts of `requested` that exceed `available`; empty when all of it fits.
 * A GPU model that `available` does not list has none available.
 * @public
 */
export function shortfalls(
  requested: ResourceVector,
  available: ResourceVector,
): Shortfall[] {
  const found: Shortfall[] = [];
  const compare = (dimension: string, want: number, have: number) => {
    if (want > 0 && want > have) {
      found.push({ dimension, requested: want, available: Math.max(0, have) });
    }
  };
  for (const dimension of SCALAR_DIMENSIONS) {
    compare(dimension, requested[dimension], available[dimension]);
  }
  for (const [model, count] of Object.entries(requested.gpus)) {
    compare(`gpus.${model}`, count, available.gpus[model] ?? 0);
  }
  return found;
}

/**
 * An amount of one dimension for a person: `4 vCPUs`, `8 GiB of memory`, `2 × a100 GPUs`.
 * @public
 */
export function formatAmount(dimension: string, value: number): string {
  switch (dimension) {
    case 'vcpus':
      return `${value} ${value === 1 ? 'vCPU' : 'vCPUs'}`;
    case 'memoryBytes':
      return `${formatBytes(value)} of memory`;
    case 'storageBytes':
      return `${formatBytes(value)} of storage`;
    case 'instances':
      return `${value} ${value === 1 ? 'instance' : 'instances'}`;
    default:
      return `${value} × ${dimension.replace(/^gpus\./, '')} GPU${
        value === 1 ? '' : 's'
      }`;
  }
}
