import {
  DEFAULT_SEGMENT_RULES,
  type NetworkSegment,
  type NetworkSegments,
} from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const segment = (
  name: string,
  changes: Partial<NetworkSegment>,
): NetworkSegment => ({
  ...{ ref: `network:maas-1/${name}`, name, provider: 'maas-1', site: 'eu1' },
  ...{ project: null, owner: null, role: null, cidrs: [], gateway: null },
  ...{ vlan: null, usedPercent: null, overlaps: [], moreOverlaps: 0 },
  ...changes,
});

const page: NetworkSegments = {
  items: [
    segment('storage', {
      ...{ role: 'storage', cidrs: ['10.0.0.0/24'], gateway: '10.0.0.1' },
      ...{ vlan: 12, usedPercent: 40, moreOverlaps: 2 },
      overlaps: [
        {
          ...{ cidr: '10.0.0.0/24', ref: 'network:os-1/2', name: 'apps' },
          ...{ provider: 'os-1', site: 'eu1', otherCidr: '10.0.0.0/8' },
        },
      ],
    }),
    segment('vmbr0', {}),
  ],
  total: 9,
  rules: DEFAULT_SEGMENT_RULES,
  roles: [],
  missing: [{ site: 'eu1', roles: ['oob', 'backup'] }],
  isComplete: true,
  errors: [],
};

describe('ironstage networks', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('shows what networks are for, where they overlap, and what is missing', async () => {
    portal.on('GET /api/infra/v1/networks/segments', () => ({ json: page }));
    expect(
      await here.run([
        ...['networks', '--role', 'storage', 'oob', '--site', 'eu1'],
        '--overlapping',
      ]),
    ).toEqual({
      code: 0,
      stdout: `ROLE     NAME     RANGES       GATEWAY   VLAN  USED  AT      OVERLAPS
storage  storage  10.0.0.0/24  10.0.0.1    12  40 %  maas-1  apps at os-1 (10.0.0.0/8), 2 more
-        vmbr0    -            -            -     -  maas-1  -
`,
      stderr:
        'Missing at eu1: oob, backup\n2 of 9; the next ones with --offset 2\n',
    });
    expect(portal.received[0].path).toBe(
      '/api/infra/v1/networks/segments?role=storage&role=oob&site=eu1&overlapping=true&limit=50&offset=0',
    );
  });

  it('says when there is nothing, and when not all was looked at', async () => {
    portal.on('GET /api/infra/v1/networks/segments', () => ({
      json: { ...page, items: [], total: 0, missing: [], isComplete: false },
    }));
    expect(await here.run(['networks'])).toEqual({
      code: 0,
      stdout: 'There is no such network that you may see.\n',
      stderr: 'There are more networks than are looked at.\n',
    });
  });
});
