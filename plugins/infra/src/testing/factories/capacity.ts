import {
  GiB,
  TiB,
  subtractVectors,
  vector,
  type Capacity,
  type CapacityFigures,
  type CapacityPart,
  type ResourceVector,
} from '@ironstage/plugin-infra-common';

/** Figures of capacity; `free` follows from the rest. */
export function figures(
  parts: Partial<Omit<CapacityFigures, 'free'>> = {},
): CapacityFigures {
  const all = {
    total: vector({
      vcpus: 768,
      memoryBytes: 3 * TiB,
      storageBytes: 40 * TiB,
      gpus: { a100: 8 },
    }),
    reserved: vector({ vcpus: 24, memoryBytes: 96 * GiB }),
    deliverable: vector({
      vcpus: 2976,
      memoryBytes: 3 * TiB - 96 * GiB,
      storageBytes: 40 * TiB,
      gpus: { a100: 8 },
    }),
    allocated: vector({
      vcpus: 1310,
      memoryBytes: 2.2 * TiB,
      storageBytes: 17 * TiB,
      gpus: { a100: 2 },
      instances: 312,
    }),
    ...parts,
  };
  return { ...all, free: subtractVectors(all.deliverable, all.allocated) };
}

/** Sum of quotas of the estate. */
export const GRANTED: ResourceVector = vector({
  vcpus: 2100,
  memoryBytes: 4 * TiB,
  storageBytes: 30 * TiB,
  gpus: { a100: 6 },
  instances: 900,
});

/** A provider's or host's share. */
export function aCapacityPart(
  overrides: Partial<CapacityPart> = {},
): CapacityPart {
  return {
    id: 'os-eu1',
    name: 'OpenStack EU 1',
    provider: 'os-eu1',
    site: 'eu1',
    zone: null,
    status: 'ok',
    stale: false,
    granted: GRANTED,
    ...figures(),
    ...overrides,
  };
}

/** The capacity of a small estate. */
export function aCapacity(overrides: Partial<Capacity> = {}): Capacity {
  return {
    overall: { ...figures(), granted: GRANTED },
    providers: [aCapacityPart()],
    hosts: [
      aCapacityPart({
        id: 'hypervisor:os-eu1/node-r1-01',
        name: 'node-r1-01',
        zone: 'az1',
        status: 'up',
        granted: null,
      }),
    ],
    errors: [],
    ...overrides,
  };
}
