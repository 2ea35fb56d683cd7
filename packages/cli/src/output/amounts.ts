import {
  formatBytes,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';

/** One dimension of a resource vector, for tables. */
export interface Dimension {
  title: string;
  of: (vector: ResourceVector) => number;
  format: (value: number) => string;
}

const count = (value: number) => String(Number(value.toFixed(1)));

/** The dimensions that occur in some vectors: the scalar ones, and a GPU model each. */
export function dimensionsOf(vectors: ResourceVector[]): Dimension[] {
  const models = [...new Set(vectors.flatMap(one => Object.keys(one.gpus)))];
  return [
    { title: 'vCPUs', of: one => one.vcpus, format: count },
    { title: 'Memory', of: one => one.memoryBytes, format: formatBytes },
    { title: 'Storage', of: one => one.storageBytes, format: formatBytes },
    { title: 'Instances', of: one => one.instances, format: count },
    ...models.sort().map(model => ({
      title: `GPU ${model}`,
      of: (one: ResourceVector) => one.gpus[model] ?? 0,
      format: count,
    })),
  ];
}
