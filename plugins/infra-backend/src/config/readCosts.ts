import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { RateCard } from '@ironstage/plugin-infra-common';

function price(value: unknown, key: string): number {
  const number = Number(value ?? 0);
  if (typeof value === 'boolean' || !(number >= 0 && number < Infinity)) {
    throw new InputError(
      `infra.costs.${key} must be a price of 0 or more, not ${JSON.stringify(
        value,
      )}`,
    );
  }
  return number;
}

/**
 * Reads the section `infra.costs`.
 *
 * @returns null without one: hours are counted then, and nothing is said of money
 * @throws InputError naming the key when a value makes no sense
 */
export function readCosts(config: Config | undefined): RateCard | null {
  if (!config) {
    return null;
  }
  const at = (key: string) => price(config.getOptional(key), key);
  // models are no keys that the configuration could be asked for one by one: `nvidia-l4/vgpu`
  const { default: other, ...gpus } = config.getOptional<
    Record<string, unknown>
  >('gpuHour') ?? { default: 0 };
  return {
    currency: config.getOptionalString('currency') ?? 'EUR',
    vcpuHour: at('vcpuHour'),
    memoryGiBHour: at('memoryGiBHour'),
    storageGiBHour: at('storageGiBHour'),
    gpuHour: Object.fromEntries(
      Object.entries(gpus).map(([model, value]) => [
        model,
        price(value, `gpuHour.${model}`),
      ]),
    ),
    otherGpuHour: price(other, 'gpuHour.default'),
    machineDay: at('machineDay'),
  };
}
