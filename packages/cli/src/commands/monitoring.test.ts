import { FakePortal } from '../testing/FakePortal';
import { Here } from '../testing/runHere';

const TOKENS = '/api/infra/v1/monitoring/tokens';

const token = {
  id: 'tok-1',
  scope: 'project:payments-dev',
  name: 'Prometheus of payments',
  createdBy: 'user:default/dana',
  createdAt: '2026-12-01T08:00:00.000Z',
  lastUsedAt: null,
};

const state = {
  scope: 'estate',
  targets: 3,
  jobs: { node: 2, dcgm: 1 },
  notRunning: { count: 2, some: [{ ref: 'instance:p/1', name: 'off' }] },
  withoutAddress: { count: 0, some: [] },
  waitingFor: [] as string[],
};

describe('ironstage monitoring', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('makes a token and writes nothing but its secret to standard output', async () => {
    portal.on(`POST ${TOKENS}`, () => ({
      status: 201,
      json: { token, secret: 'isd_x' },
    }));
    const { code, stdout, stderr } = await here.run([
      ...['monitoring', 'create-token', '--project', 'payments-dev'],
      ...['--name', 'Prometheus of payments'],
    ]);
    expect([code, stdout]).toEqual([0, 'isd_x\n']);
    expect(stderr).toContain('not shown again');
    expect(portal.to(TOKENS)[0].body).toEqual({
      scope: 'project:payments-dev',
      name: 'Prometheus of payments',
    });
  });

  it('lists tokens and takes one back', async () => {
    portal.on(`GET ${TOKENS}`, () => ({ json: { items: [token] } }));
    portal.on(`POST ${TOKENS}/tok-1/revoke`, () => ({ json: token }));
    const { stdout } = await here.run(['monitoring', 'tokens']);
    expect(stdout).toMatch(/tok-1 .*Prometheus of payments.*never/);
    const gone = await here.run(['monitoring', 'revoke-token', 'tok-1']);
    expect(gone.stdout).toBe(
      'Prometheus of payments reads project:payments-dev no more.\n',
    );
  });

  it('says how many targets there are, what is none, and what is waited for', async () => {
    portal.on('GET /api/infra/v1/monitoring/scopes/estate', () => ({
      json: { ...state, waitingFor: ['os-eu2'] },
    }));
    const { stdout, stderr } = await here.run(['monitoring', 'targets']);
    expect(stdout).toBe('3 targets: node 2, dcgm 1\n2 not running: off, …\n');
    expect(stderr).toContain('os-eu2');
  });
});
