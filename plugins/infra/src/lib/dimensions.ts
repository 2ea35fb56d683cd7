import {
  formatBytes,
  GiB,
  TiB,
  type ResourceVector,
  type ScalarDimension,
  gpuTitle,
} from '@ironstage/plugin-infra-common';

/** One thing amounts are given of: vCPUs, memory, storage, instances or a GPU model. */
export interface Dimension {
  /** as in a `Shortfall`: `vcpus`, `gpus.a100` */
  id: string;
  label: string;
  of(vector: ResourceVector): number;
  format(amount: number): string;
  /** what an axis up to the largest amount counts in, so that its ticks are round */
  unit(largest: number): number;
}

const count = (amount: number) =>
  amount.toLocaleString('en', { maximumFractionDigits: 1 });

/** How pieces are written and counted. */
export const COUNTED = { format: count, unit: () => 1 };
const inBytes = {
  format: formatBytes,
  unit: (largest: number) => (largest >= TiB ? TiB : GiB),
};

const SCALARS: Array<
  [ScalarDimension, string, Pick<Dimension, 'format' | 'unit'>]
> = [
  ['vcpus', 'vCPU', COUNTED],
  ['memoryBytes', 'Memory', inBytes],
  ['storageBytes', 'Storage', inBytes],
  ['instances', 'Instances', COUNTED],
];

/** The dimensions every vector has. */
export const SCALAR_DIMENSION_LIST: Dimension[] = SCALARS.map(
  ([id, label, amounts]) => ({
    id,
    label,
    ...amounts,
    of: vector => vector[id],
  }),
);

/** The dimension of one GPU model. */
export function gpuDimension(model: string): Dimension {
  return {
    id: `gpus.${model}`,
    // what nobody has a title for would not say that it is one
    label: gpuTitle(model) === model ? `GPU ${model}` : gpuTitle(model),
    of: vector => vector.gpus[model] ?? 0,
    ...COUNTED,
  };
}

/** Scalar dimensions and every GPU model that one of the vectors mentions. */
export function dimensionsOf(
  vectors: ResourceVector[],
  options: { instances: boolean } = { instances: true },
): Dimension[] {
  const models = new Set(vectors.flatMap(vector => Object.keys(vector.gpus)));
  return [
    ...SCALAR_DIMENSION_LIST.filter(
      dimension => options.instances || dimension.id !== 'instances',
    ),
    ...[...models].sort().map(gpuDimension),
  ];
}

/** A vector in one line, without what it has none of: `4 vCPU · 8 GiB · 40 GiB disk · 1 × a100`. */
export function describeVector(vector: ResourceVector): string {
  const parts = [
    vector.vcpus > 0 && `${count(vector.vcpus)} vCPU`,
    vector.memoryBytes > 0 && `${formatBytes(vector.memoryBytes)} memory`,
    vector.storageBytes > 0 && `${formatBytes(vector.storageBytes)} disk`,
    ...Object.entries(vector.gpus).map(
      ([model, amount]) => amount > 0 && `${amount} × ${gpuTitle(model)}`,
    ),
  ];
  return parts.filter(Boolean).join(' · ');
}
