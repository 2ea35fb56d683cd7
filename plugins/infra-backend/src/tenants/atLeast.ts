import { vector, type ResourceVector } from '@ironstage/plugin-infra-common';

/** The larger of two in each dimension: a quota that what is there already fits into. */
export function atLeast(
  quota: ResourceVector,
  holds: ResourceVector,
): ResourceVector {
  const models = [...Object.keys(quota.gpus), ...Object.keys(holds.gpus)];
  return vector({
    vcpus: Math.max(quota.vcpus, holds.vcpus),
    memoryBytes: Math.max(quota.memoryBytes, holds.memoryBytes),
    storageBytes: Math.max(quota.storageBytes, holds.storageBytes),
    instances: Math.max(quota.instances, holds.instances),
    gpus: Object.fromEntries(
      models.map(model => [
        model,
        Math.max(quota.gpus[model] ?? 0, holds.gpus[model] ?? 0),
      ]),
    ),
  });
}
