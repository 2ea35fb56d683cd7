import type { RateCard, UsedAmounts } from '@ironstage/plugin-infra-common';

/** Nothing at all. */
export const noAmounts = (): UsedAmounts => ({
  vcpuHours: 0,
  memoryGiBHours: 0,
  storageGiBHours: 0,
  gpuHours: {},
  machineDays: 0,
});

/** Adds amounts up. */
export function addAmounts(a: UsedAmounts, b: UsedAmounts): UsedAmounts {
  const gpuHours = { ...a.gpuHours };
  for (const [model, hours] of Object.entries(b.gpuHours)) {
    gpuHours[model] = (gpuHours[model] ?? 0) + hours;
  }
  return {
    vcpuHours: a.vcpuHours + b.vcpuHours,
    memoryGiBHours: a.memoryGiBHours + b.memoryGiBHours,
    storageGiBHours: a.storageGiBHours + b.storageGiBHours,
    gpuHours,
    machineDays: a.machineDays + b.machineDays,
  };
}

/** What amounts cost, in the currency of the rate card. */
export function priceOf(used: UsedAmounts, rates: RateCard): number {
  const gpus = Object.entries(used.gpuHours).reduce(
    (sum, [model, hours]) =>
      sum + hours * (rates.gpuHour[model] ?? rates.otherGpuHour),
    0,
  );
  return (
    used.vcpuHours * rates.vcpuHour +
    used.memoryGiBHours * rates.memoryGiBHour +
    used.storageGiBHours * rates.storageGiBHour +
    used.machineDays * rates.machineDay +
    gpus
  );
}
