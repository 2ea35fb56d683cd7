import type { RateCard } from '@ironstage/plugin-infra-common';
import { costsCsv } from './costsCsv';
import { noAmounts } from './price';
import { firstDay, showback } from './showback';
import type { UsageOfDay } from './UsageStore';

const RATES: RateCard = {
  currency: 'EUR',
  vcpuHour: 1,
  memoryGiBHour: 0.5,
  storageGiBHour: 0.1,
  gpuHour: { 'nvidia-l4': 3 },
  otherGpuHour: 10,
  machineDay: 24,
};

const day = (
  date: string,
  used: Partial<UsageOfDay['used']>,
  project: string | null = 'shop-dev',
  owner = 'group:default/shop',
): UsageOfDay => ({
  day: date,
  project,
  owner,
  used: { ...noAmounts(), ...used },
});

/** Noon of the tenth of a month of thirty days. */
const NOW = Date.parse('2026-11-10T12:00:00Z');

const of = (days: UsageOfDay[], rates: RateCard | null = RATES) =>
  showback({ month: '2026-11', days, rates, now: NOW });

describe('what a month cost', () => {
  it('is priced by the rate card, models without a price of their own by the default', () => {
    const { total } = of([
      day('2026-11-01', {
        vcpuHours: 10,
        memoryGiBHours: 4,
        storageGiBHours: 10,
        gpuHours: { 'nvidia-l4': 2, other: 1 },
        machineDays: 0.5,
      }),
    ]);
    expect(total.cost).toBeCloseTo(10 + 2 + 1 + 6 + 10 + 12);
  });

  it('goes on as the last 24 hours did', () => {
    const { total } = of([
      day('2026-11-01', { vcpuHours: 100 }),
      day('2026-11-09', { vcpuHours: 48 }),
      day('2026-11-10', { vcpuHours: 12 }),
    ]);
    // half of yesterday and half of today, for the 20.5 days that are left
    expect(total.forecast).toBeCloseTo(160 + 20.5 * (24 + 12));
  });

  it('is what it is when the month is over', () => {
    const costs = showback({
      month: '2026-10',
      days: [day('2026-10-31', { vcpuHours: 5 })],
      rates: RATES,
      now: NOW,
    });
    expect(costs).toMatchObject({
      isOver: true,
      until: '2026-11-01T00:00:00.000Z',
      total: { cost: 5, forecast: 5 },
    });
    expect(costs.days).toHaveLength(31);
  });

  it('is told beside the month before', () => {
    const { projects } = of([
      day('2026-10-20', { vcpuHours: 7 }),
      day('2026-11-02', { vcpuHours: 1 }),
    ]);
    expect(projects).toMatchObject([{ cost: 1, previous: 7 }]);
  });

  it('is told by project and by team, the dearest first, and all of it once', () => {
    const { projects, teams, total } = of([
      day('2026-11-02', { vcpuHours: 1 }),
      day('2026-11-02', { vcpuHours: 5 }, 'shop-prod'),
      day('2026-11-03', { vcpuHours: 4 }, null),
      day('2026-11-03', { vcpuHours: 9 }, 'data-dev', 'group:default/data'),
    ]);
    expect(projects.map(({ project, cost }) => [project, cost])).toEqual([
      ['data-dev', 9],
      ['shop-prod', 5],
      [null, 4],
      ['shop-dev', 1],
    ]);
    expect(teams.map(({ owner, cost }) => [owner, cost])).toEqual([
      ['group:default/shop', 10],
      ['group:default/data', 9],
    ]);
    expect(total.cost).toBe(19);
  });

  it('counts hours and says nothing of money without a rate card', () => {
    const costs = of([day('2026-11-02', { vcpuHours: 1 })], null);
    expect(costs.total).toMatchObject({
      used: { vcpuHours: 1 },
      cost: null,
      forecast: null,
      previous: null,
    });
    expect(costs.days[1]).toEqual({ day: '2026-11-02', cost: null });
  });

  it('has a line for each day that has begun, also for those without use', () => {
    const { days } = of([day('2026-11-02', { vcpuHours: 1 })]);
    expect(days).toHaveLength(10);
    expect(days[0]).toEqual({ day: '2026-11-01', cost: 0 });
    expect(days[1]).toEqual({ day: '2026-11-02', cost: 1 });
  });

  it('goes to a spreadsheet as text and numbers, and does nothing there', () => {
    const csv = costsCsv(
      of([
        day('2026-11-02', { vcpuHours: 1, gpuHours: { 'nvidia-l4': 2 } }),
        day('2026-10-02', { vcpuHours: 1 }, '=1+1'),
      ]),
    );
    expect(csv.split('\r\n').slice(0, 3)).toEqual([
      'month,project,owner,vcpuHours,memoryGiBHours,storageGiBHours,gpuHours,machineDays,currency,cost,forecast,previous',
      '2026-11,shop-dev,group:default/shop,1,0,0,2 × nvidia-l4,0,EUR,7,7,0',
      "2026-11,'=1+1,group:default/shop,0,0,0,,0,EUR,0,0,1",
    ]);
  });
});

it.each([
  ['2026-11', 0, '2026-11-01'],
  ['2026-12', 1, '2027-01-01'],
  ['2026-01', -1, '2025-12-01'],
])('knows the first day of %s and %p later', (month, later, expected) => {
  expect(firstDay(month, later)).toBe(expected);
});
