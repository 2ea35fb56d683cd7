import type { Impact } from '@ironstage/plugin-infra-common';
import { EXIT } from '../exitCodes';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const machine = {
  id: 'machine:maas-eu1/2',
  kind: 'machine' as const,
  name: 'r12-n02',
  status: 'deployed',
};

const impact: Impact = {
  target: {
    id: 'feed:eu1/ups-a',
    kind: 'feed',
    name: 'ups-a',
    site: 'eu1',
    status: null,
  },
  counts: {
    rooms: 0,
    racks: 0,
    feeds: 7,
    switches: 0,
    networks: 0,
    machines: 1,
    hypervisors: 1,
    instances: 60,
    running: 58,
  },
  equipment: [],
  instances: [
    {
      ref: 'instance:os-eu1/1',
      name: 'api-1',
      status: 'active',
      provider: 'os-eu1',
      project: 'payments-dev',
      owner: 'group:default/payments',
      host: 'cpu-7',
    },
  ],
  hiddenInstances: 2,
  next: 50,
  projects: {
    items: [
      {
        project: 'payments-dev',
        tenant: null,
        owner: 'group:default/payments',
        down: 60,
        left: 3,
        machines: 0,
      },
      {
        project: null,
        tenant: { provider: 'os-eu1', ref: 'project:os-eu1/9', name: 'legacy' },
        owner: null,
        down: 2,
        left: 0,
        machines: 0,
      },
    ],
    total: 2,
    hidden: 0,
  },
  owners: [],
  survives: {
    redundant: [{ ...machine, by: 'power', lost: ['r12-a'], left: ['r12-b'] }],
    redundantTotal: 1,
    otherNetwork: 0,
    groups: [],
    groupsTotal: 0,
    unmanaged: 0,
  },
  uncertain: [
    {
      machine,
      host: { ...machine, kind: 'hypervisor', name: 'cpu-8' },
      by: 'serial',
      against: null,
      instances: 4,
    },
  ],
  uncertainTotal: 1,
};

describe('impact', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
    portal.on('GET /api/infra/v1/topology/impact', () => ({ json: impact }));
  });

  afterEach(() => portal.stop());

  it('says what goes down, whose it is, and what goes on by what', async () => {
    const { code, stdout, stderr } = await here.run(['impact', 'feed:ups-a']);
    expect(code).toBe(EXIT.ok);
    expect(stdout).toContain(
      'Without feed ups-a, these go down: 7 power feeds, 1 machine, 1 host, 60 instances (58 running).',
    );
    expect(stdout).toMatch(/payments-dev +group:default\/payments +60 +3\n/);
    expect(stdout).toMatch(/legacy \(tenant of os-eu1\) +- +2 +0\n/);
    expect(stdout).toMatch(/r12-n02 +machine +r12-a +r12-b\n/);
    expect(stdout).toMatch(/cpu-8 +r12-n02 +serial +4\n/);
    expect(stderr).toContain('2 instances are counted that you may not see.');
    expect(stderr).toContain('the next ones with --offset 50');
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/topology/impact?target=feed%3Aups-a&limit=50&offset=0',
    );
  });

  it('gives the answer as it is with --json', async () => {
    const { stdout } = await here.run(['impact', 'ups-a', '--json']);
    expect(JSON.parse(stdout)).toEqual(impact);
  });
});
