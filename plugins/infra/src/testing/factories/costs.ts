import type { CostFigures, Costs } from '@ironstage/plugin-infra-common';

/** What something cost. */
export function costFigures(overrides: Partial<CostFigures> = {}): CostFigures {
  return {
    used: {
      vcpuHours: 1200.4,
      memoryGiBHours: 2400,
      storageGiBHours: 9000,
      gpuHours: { 'nvidia-l4': 12.5 },
      machineDays: 0,
    },
    cost: 14.5,
    forecast: 40,
    previous: 38.25,
    ...overrides,
  };
}

/** What a month cost. */
export function someCosts(overrides: Partial<Costs> = {}): Costs {
  const month = new Date().toISOString().slice(0, 7);
  return {
    month,
    until: new Date().toISOString(),
    isOver: false,
    rates: {
      currency: 'EUR',
      vcpuHour: 0.01,
      memoryGiBHour: 0.002,
      storageGiBHour: 0,
      gpuHour: {},
      otherGpuHour: 1,
      machineDay: 10,
    },
    total: costFigures(),
    projects: [
      {
        project: 'shop-dev',
        owner: 'group:default/shop',
        ...costFigures(),
      },
    ],
    teams: [{ owner: 'group:default/shop', ...costFigures() }],
    days: [{ day: `${month}-01`, cost: 14.5 }],
    ...overrides,
  };
}
