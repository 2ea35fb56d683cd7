import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { GiB } from '@ironstage/plugin-infra-common';

/** How limits are written, and what they are counted in. */
const LIMITS: Record<string, { dimension: string; unit: number }> = {
  vcpus: { dimension: 'vcpus', unit: 1 },
  memoryGiB: { dimension: 'memoryBytes', unit: GiB },
  storageGiB: { dimension: 'storageBytes', unit: GiB },
  instances: { dimension: 'instances', unit: 1 },
};

function amount(value: unknown, key: string): number {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw new InputError(
      `${key} must be a number of 0 or more, not ${JSON.stringify(value)}`,
    );
  }
  return value;
}

/**
 * Reads limits of a quota: `{vcpus, memoryGiB, storageGiB, instances, gpus: {model: n}}`, of which any may be left out.
 *
 * @returns amounts by dimension, `gpus.<model>` for GPUs; memory and storage in bytes
 * @throws InputError naming the key when a value makes no sense
 */
export function readLimits(
  config: Config,
  key: string,
): Record<string, number> {
  const result: Record<string, number> = {};
  for (const [name, value] of Object.entries(
    config.get<Record<string, unknown>>(),
  )) {
    const limit = LIMITS[name];
    if (name === 'gpus') {
      for (const [model, count] of Object.entries(value ?? {})) {
        result[`gpus.${model}`] = amount(count, `${key}.gpus.${model}`);
      }
    } else if (limit) {
      result[limit.dimension] = amount(value, `${key}.${name}`) * limit.unit;
    } else {
      throw new InputError(
        `${key}.${name} is no limit; there are ${Object.keys(LIMITS).join(
          ', ',
        )}, gpus`,
      );
    }
  }
  return result;
}
