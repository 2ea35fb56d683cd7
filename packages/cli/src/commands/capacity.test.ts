import { vector } from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const figures = {
  total: vector({ vcpus: 64 }),
  reserved: vector(),
  deliverable: vector({ vcpus: 64 }),
  allocated: vector({ vcpus: 16 }),
  free: vector({ vcpus: 48 }),
};
const host = {
  ...figures,
  id: 'hypervisor:os-eu1/1',
  name: 'r1-n1',
  provider: 'os-eu1',
  site: 'eu1',
  zone: null,
  status: 'up',
  stale: false,
  granted: null,
};
const machines = {
  total: 4,
  counts: {
    ready: 1,
    reserved: 0,
    deployed: 2,
    transition: 0,
    broken: 1,
    other: 0,
  },
  hardware: {
    total: vector({ gpus: { 'nvidia-a100-pcie-80gb': 16 } }),
    ready: vector({ gpus: { 'nvidia-a100-pcie-80gb': 4 } }),
  },
};

describe('capacity', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
    portal
      .on('GET /api/infra/v1/capacity/hosts', () => ({
        json: { items: [host], total: 7, errors: [] },
      }))
      .on('GET /api/infra/v1/capacity/machines', () => ({
        json: {
          by: 'gpu',
          overall: machines,
          groups: [{ ...machines, value: 'nvidia-a100-pcie-80gb' }],
          withoutRole: { total: 2, names: ['r1-n8'] },
          errors: [],
        },
      }));
  });
  afterEach(() => portal.stop());

  it('asks for the hosts that are wanted, in the order that is, and says where the next are', async () => {
    const { code, stdout, stderr } = await here.run([
      ...['capacity', '--hosts', '--site', 'eu1', '--sort', '-vcpus'],
      ...['--search', 'r1', '--limit', '1'],
    ]);
    expect(code).toBe(0);
    expect(portal.to('/api/infra/v1/capacity/hosts')[0].path).toBe(
      '/api/infra/v1/capacity/hosts?site=eu1&q=r1&sort=-vcpus&limit=1&offset=0',
    );
    expect(stdout).toMatch(/r1-n1 +os-eu1 +up +48 of 64/);
    expect(stderr).toMatch(/1 of 7; the next ones with --offset 1/);
  });

  it('counts machines by what is asked for and names those without a role', async () => {
    const { code, stdout, stderr } = await here.run([
      ...['capacity', '--machines', '--by', 'gpu'],
    ]);
    expect(code).toBe(0);
    expect(portal.received.map(one => one.path)).toEqual([
      '/api/infra/v1/capacity/machines?by=gpu',
    ]);
    expect(stdout).toMatch(/^GPU +READY +RESERVED +DEPLOYED/);
    expect(stdout).toMatch(
      /NVIDIA A100 PCIe 80 GB +1 +0 +2 +0 +1 +0 +4 +16 × nvidia-a100-pcie-80gb +4 ×/,
    );
    expect(stderr).toMatch(/2 without a role: r1-n8, …/);
  });

  it('shows history of what is asked for, and what of it was not measured', async () => {
    portal.on('GET /api/infra/v1/capacity/history', () => ({
      json: {
        class: 'memoryBytes',
        from: '2026-05-01T00:00:00.000Z',
        to: '2026-05-02T00:00:00.000Z',
        step: 3600,
        points: [
          {
            at: '2026-05-01T00:00:00.000Z',
            total: 2 ** 40,
            deliverable: 2 ** 40,
            allocated: 2 ** 39,
            granted: 2 ** 39,
            used: null,
          },
        ],
        overcommit: 1,
        reconstructedBefore: '2026-05-01T12:00:00.000Z',
        errors: [],
      },
    }));
    const { code, stdout, stderr } = await here.run([
      ...['capacity', '--history', 'memoryBytes', '--since', '2026-05-01'],
    ]);
    expect(code).toBe(0);
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/capacity/history?class=memoryBytes&from=2026-05-01T00%3A00%3A00.000Z',
    );
    expect(stdout).toMatch(
      /2026-05-01 00:00 +1 TiB +1 TiB +512 GiB +512 GiB +-/,
    );
    expect(stderr).toMatch(/1 × total/);
    expect(stderr).toMatch(/nothing was measured/);
  });

  it('tells when it runs out, by what model and how far that was off', async () => {
    portal.on('GET /api/infra/v1/capacity/forecast', () => ({
      json: {
        items: [
          {
            class: 'vcpus',
            sentence: 'It is full in about 40 days.',
            deliverable: 248,
            allocated: 100,
            daysToFull: { expected: 40, earliest: 30, latest: null },
            model: 'weekly',
            backtest: [
              {
                model: 'weekly',
                error: 3,
                errorOfDeliverable: 0.0121,
                heldOutDays: 28,
              },
            ],
          },
        ],
        errors: [],
      },
    }));
    const { code, stdout } = await here.run(['capacity', '--forecast']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /vcpus +100 of 248 +40 +weekly +1\.2 % over 28 d +It is full in about 40 days\./,
    );
  });

  it('says how many more fit, what fragments cost, and where', async () => {
    portal.on('GET /api/infra/v1/capacity/fit', () => ({
      json: {
        items: [
          {
            provider: 'os-eu1',
            flavor: { ref: 'flavor:os-eu1/1', name: 'medium' },
            fits: 4,
            fitsInTotal: 6,
            fragmentation: 2,
            fitsWithoutAHost: 1,
            hosts: [{ ref: 'hypervisor:os-eu1/1', name: 'r1-n1', fits: 3 }],
          },
        ],
        errors: [],
      },
    }));
    const { code, stdout } = await here.run([
      ...['fit', 'medium', '--provider', 'os-eu1'],
    ]);
    expect(code).toBe(0);
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/capacity/fit?flavor=medium&provider=os-eu1',
    );
    expect(stdout).toMatch(/os-eu1 +medium +4 +2 +1/);
    expect(stdout).toMatch(/r1-n1 +os-eu1 +3/);
  });

  it.each([
    [['--history', 'colour'], /Give vcpus, memoryBytes/],
    [['--history', 'vcpus', '--since', 'May'], /Give a date such as/],
    [['--forecast', '--hosts'], /can't be used|cannot be used/],
    [['--sort', 'colour'], /Give one of name, provider/],
    [['--by', 'colour'], /Allowed choices are role/],
    [['--hosts', '--machines'], /can't be used|cannot be used/],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await here.run(['capacity', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});
