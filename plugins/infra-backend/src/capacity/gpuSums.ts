import {
  gpuTitle,
  parseGpuModel,
  type CapacityFigures,
  type GpuCapacity,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';
import type { MachineRow } from '../inventory/HardwareRows';

/** Every GPU model that machines, hosts or quotas mention, cards and slices apart, by model. */
export function gpuSums(parts: {
  machines: MachineRow[];
  hosts: CapacityFigures;
  granted: ResourceVector;
}): GpuCapacity[] {
  const { hosts, granted } = parts;
  const inMachines = new Map<string, number>();
  for (const { vector } of parts.machines) {
    for (const [model, count] of Object.entries(vector?.gpus ?? {})) {
      inMachines.set(model, (inMachines.get(model) ?? 0) + count);
    }
  }
  const models = new Set([
    ...inMachines.keys(),
    ...Object.keys(hosts.total.gpus),
    ...Object.keys(hosts.deliverable.gpus),
    ...Object.keys(hosts.allocated.gpus),
    ...Object.keys(granted.gpus),
  ]);
  return [...models].sort().map(model => {
    const isSlice = parseGpuModel(model).slice !== undefined;
    const of = (vector: ResourceVector) => vector.gpus[model] ?? 0;
    return {
      model,
      title: gpuTitle(model),
      form: isSlice ? 'slice' : 'card',
      inMachines: isSlice ? null : inMachines.get(model) ?? 0,
      total: of(hosts.total),
      deliverable: of(hosts.deliverable),
      allocated: of(hosts.allocated),
      free: of(hosts.free),
      granted: of(granted),
    };
  });
}
