import { GiB, type ResourceVector } from '@ironstage/plugin-infra-common';
import type { InfraConfig } from '../config/InfraConfig';
import { noAmounts, priceOf } from '../costs/price';

/** A month as prices are told: 365 days in twelve parts. */
const HOURS_OF_MONTH = 730;

/** What it costs to hold something for a month; null without prices. */
export function monthlyPrice(
  holds: ResourceVector,
  rates: InfraConfig['costs'],
): number | null {
  return (
    rates &&
    priceOf(
      {
        ...noAmounts(),
        vcpuHours: holds.vcpus * HOURS_OF_MONTH,
        memoryGiBHours: (holds.memoryBytes / GiB) * HOURS_OF_MONTH,
        storageGiBHours: (holds.storageBytes / GiB) * HOURS_OF_MONTH,
        gpuHours: Object.fromEntries(
          Object.entries(holds.gpus).map(([model, count]) => [
            model,
            count * HOURS_OF_MONTH,
          ]),
        ),
      },
      rates,
    )
  );
}
