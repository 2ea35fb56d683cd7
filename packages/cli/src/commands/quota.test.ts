import { vector } from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { operation } from '../testing/operation';
import { Here } from '../testing/runHere';

describe('ironstage quota', () => {
  let portal: FakePortal;
  let here: Here;

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('asks for the limits that are given and leaves the others alone', async () => {
    portal.on('POST /api/infra/v1/operations', () => ({
      status: 202,
      json: operation({ state: 'queued' }),
    }));
    const { code } = await here.run([
      ...['quota', 'request', 'payments-dev', '--vcpus', '64'],
      ...['--gpu', 'nvidia-l4=2', '--gpu', 'a100=0'],
      ...['--reason', 'Two more shops go live in May'],
      ...['--no-wait', '--json'],
    ]);
    expect(code).toBe(0);
    expect(portal.to('/api/infra/v1/operations')[0].body).toEqual({
      type: 'quota.change',
      input: {
        project: 'payments-dev',
        vcpus: 64,
        gpus: { 'nvidia-l4': 2, a100: 0 },
        reason: 'Two more shops go live in May',
      },
    });
  });

  it('says what is wrong with a limit for GPUs', async () => {
    const { code, stderr } = await here.run([
      ...['quota', 'request', 'payments-dev', '--gpu', 'two'],
      ...['--reason', 'Two more shops go live in May'],
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('Give a model and a number: nvidia-l4=2.');
  });

  it('shows what changed, who asked and who agreed', async () => {
    portal.on('GET /api/infra/v1/projects/payments-dev/quota-changes', () => ({
      json: {
        items: [
          {
            project: 'payments-dev',
            at: '2026-11-02T10:00:00.000Z',
            requester: 'user:default/dana',
            decidedBy: ['user:default/amira'],
            reason: 'More shops',
            operationId: 'op-1',
            before: vector({ vcpus: 8, gpus: { l4: 1 } }),
            after: vector({ vcpus: 16, gpus: { l4: 1 } }),
            readBack: [],
          },
        ],
        total: 1,
        errors: [],
      },
    }));
    const { stdout } = await here.run(['quota', 'history', 'payments-dev']);
    expect(stdout).toContain(
      '2026-11-02 10:00  vCPUs 8 → 16  user:default/dana  user:default/amira  More shops',
    );
  });
});
