import {
  GiB,
  TiB,
  subtractVectors,
  vector,
  type Capacity,
  type CapacityForecast,
  type CapacityHistory,
  type CapacityFigures,
  type CapacityPart,
  type HostPage,
  type MachineCapacity,
  type MachineFigures,
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
    gpus: [
      {
        model: 'nvidia-a100-pcie-80gb',
        title: 'NVIDIA A100 PCIe 80 GB',
        form: 'card',
        inMachines: 12,
        total: 8,
        deliverable: 8,
        allocated: 2,
        free: 6,
        granted: 6,
      },
      {
        model: 'nvidia-a100-pcie-80gb/vgpu',
        title: 'NVIDIA A100 PCIe 80 GB, vGPU slice',
        form: 'slice',
        inMachines: null,
        total: 16,
        deliverable: 16,
        allocated: 5,
        free: 11,
        granted: 8,
      },
    ],
    hosts: { total: 1, up: 1 },
    errors: [],
    ...overrides,
  };
}

/** A page of hosts. */
export function aHostPage(overrides: Partial<HostPage> = {}): HostPage {
  return {
    items: [
      aCapacityPart({
        id: 'hypervisor:os-eu1/node-r1-01',
        name: 'node-r1-01',
        zone: 'az1',
        status: 'up',
        granted: null,
      }),
    ],
    total: 1,
    errors: [],
    ...overrides,
  };
}

/** Machines of one sort. */
export function machineFigures(
  counts: Partial<MachineFigures['counts']>,
): MachineFigures {
  const all = {
    ready: 0,
    reserved: 0,
    deployed: 0,
    transition: 0,
    broken: 0,
    other: 0,
    ...counts,
  };
  return {
    total: Object.values(all).reduce((sum, one) => sum + one, 0),
    counts: all,
    hardware: { total: vector(), ready: vector() },
  };
}

/** Bare metal of a small estate. */
export function aMachineCapacity(
  overrides: Partial<MachineCapacity> = {},
): MachineCapacity {
  const gpus = { 'nvidia-a100-pcie-80gb': 12 };
  const gpu = machineFigures({ deployed: 2, broken: 1 });
  return {
    by: 'role',
    overall: machineFigures({ ready: 4, deployed: 9, broken: 1 }),
    groups: [
      { value: 'compute', ...machineFigures({ ready: 3, deployed: 7 }) },
      {
        value: 'gpu',
        ...gpu,
        hardware: { ...gpu.hardware, total: vector({ gpus }) },
      },
      { value: null, ...machineFigures({ ready: 1 }) },
    ],
    withoutRole: { total: 1, names: ['r12-n08'] },
    errors: [],
    ...overrides,
  };
}

const DAY_MS = 86_400_000;
const HISTORY_END = Date.UTC(2026, 5, 30);
const dayOf = (days: number) =>
  new Date(HISTORY_END + days * DAY_MS).toISOString();

/** Three days of history. */
export function aHistory(
  overrides: Partial<CapacityHistory> = {},
): CapacityHistory {
  return {
    class: 'vcpus',
    from: dayOf(-3),
    to: dayOf(0),
    step: 86_400,
    points: [-3, -2, -1].map((days, index) => ({
      at: dayOf(days),
      total: 768,
      deliverable: 2976,
      allocated: 1000 + 100 * index,
      granted: 2100,
      used: null,
    })),
    overcommit: 3.875,
    reconstructedBefore: null,
    errors: [],
    ...overrides,
  };
}

/** A forecast of vCPUs. */
export function aForecast(
  overrides: Partial<CapacityForecast> = {},
): CapacityForecast {
  return {
    class: 'vcpus',
    state: 'growing',
    sentence: 'It is full in about 18 days.',
    days: 90,
    daysNeeded: 14,
    deliverable: 2976,
    allocated: 1200,
    daysToFull: { expected: 18, earliest: 15, latest: null },
    horizonDays: 360,
    model: 'trend',
    backtest: [
      {
        model: 'trend',
        error: 36,
        errorOfDeliverable: 0.0121,
        heldOutDays: 28,
      },
    ],
    points: [1, 2, 3, 4, 5].map(days => ({
      at: dayOf(days),
      expected: 1300 + 100 * days,
      low: 1200 + 100 * days,
      high: 1400 + 100 * days,
    })),
    reconstructedBefore: null,
    ...overrides,
  };
}
