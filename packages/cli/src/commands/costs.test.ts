import type { CostFigures, Costs } from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const figures = (cost: number | null): CostFigures => ({
  used: {
    vcpuHours: 1234.56,
    memoryGiBHours: 10,
    storageGiBHours: 0,
    gpuHours: { a: 1, b: 2.25 },
    machineDays: 0,
  },
  cost,
  forecast: cost && 2 * cost,
  previous: cost && 0,
});

const costs: Costs = {
  month: '2026-11',
  until: '2026-11-10T12:00:00.000Z',
  isOver: false,
  rates: {
    currency: 'CHF',
    vcpuHour: 1,
    memoryGiBHour: 1,
    storageGiBHour: 1,
    gpuHour: {},
    otherGpuHour: 1,
    machineDay: 1,
  },
  total: figures(1000),
  projects: [
    { project: 'shop-dev', owner: 'group:default/shop', ...figures(1000) },
  ],
  teams: [{ owner: 'group:default/shop', ...figures(1000) }],
  days: [],
};

describe('ironstage costs', () => {
  let portal: FakePortal;
  let here: Here;
  const answer = (json: Costs) =>
    portal.on('GET /api/infra/v1/costs', () => ({ json }));

  beforeEach(async () => {
    portal = await new FakePortal().start();
    answer(costs);
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('shows what was used, what it cost and what it will cost', async () => {
    expect(await here.run(['costs'])).toEqual({
      code: 0,
      stdout: `PROJECT   OWNER                VCPU-H  MEMORY GIB-H  GPU-H  MACHINE-D  COST CHF  FORECAST  MONTH BEFORE
shop-dev  group:default/shop  1,234.6            10    3.3          0  1,000.00  2,000.00          0.00
all       -                   1,234.6            10    3.3          0  1,000.00  2,000.00          0.00
`,
      stderr:
        'The forecast is of the whole month, when all goes on as in the last 24 hours.\n',
    });
  });

  it('asks for a month, and shows its teams', async () => {
    answer({ ...costs, month: '2026-10', isOver: true });
    const { stdout } = await here.run([
      'costs',
      '--month',
      '2026-10',
      '--teams',
    ]);
    expect(portal.received.at(-1)?.path).toBe(
      '/api/infra/v1/costs?month=2026-10',
    );
    expect(stdout).toMatch(/^TEAM .*COST CHF {2}MONTH BEFORE\n/);
  });

  it('says that there are no prices, and when there is nothing', async () => {
    answer({
      ...costs,
      rates: null,
      total: figures(null),
      projects: [],
      teams: [],
    });
    expect(await here.run(['costs'])).toEqual({
      code: 0,
      stdout: 'Nothing was used in 2026-11 that you may see.\n',
      stderr: 'The portal has no rate card: hours, and no prices.\n',
    });
  });
});
