import { vector } from '@ironstage/plugin-infra-common';
import { FakePortal } from '../testing/FakePortal';
import { operation } from '../testing/operation';
import { Here } from '../testing/runHere';

describe('ironstage approvals', () => {
  let portal: FakePortal;
  let here: Here;
  const at = '/api/infra/v1';

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
  });

  afterEach(() => portal.stop());

  it('lists what waits, by what narrows it', async () => {
    portal.on(`GET ${at}/approvals`, () => ({
      json: {
        items: [operation({ title: 'Grant 1 × a100' })],
        total: 1,
        errors: [],
      },
    }));
    const { stdout } = await here.run([
      ...['approvals', 'list', '--type', 'gpu.request', '--project', 'a'],
    ]);
    expect(stdout).toContain('Grant 1 × a100');
    expect(portal.received[0].path).toBe(
      `${at}/approvals?project=a&type=gpu.request&limit=50`,
    );
  });

  it('shows size, room, price and history', async () => {
    const takes = vector({ vcpus: 4, gpus: { l4: 1 } });
    portal.on(`GET ${at}/approvals/op-1`, () => ({
      json: {
        id: 'op-1',
        at: '2026-11-02T10:00:00.000Z',
        takes,
        room: {
          provider: 'os-eu1',
          deliverable: vector({ vcpus: 100 }),
          before: vector({ vcpus: 40, gpus: { l4: 2 } }),
          after: vector({ vcpus: 36, gpus: { l4: 1 } }),
          hosts: 3,
        },
        usage: null,
        quota: null,
        granted: null,
        price: { currency: 'EUR', monthly: 120.5, whole: 30.125 },
        history: {
          project: { counts: { rejected: 2 }, recent: [] },
          requester: { counts: {}, recent: [] },
        },
      },
    }));
    const { stdout } = await here.run(['approvals', 'show', 'op-1']);
    expect(stdout).toMatch(/vCPUs +4 +40 +36/);
    expect(stdout).toMatch(/GPU l4 +1 +2 +1/);
    expect(stdout).not.toContain('Memory');
    expect(stdout).toContain('Price: 120.50 EUR a month, 30.13 until it ends');
    expect(stdout).toContain('for the project in 90 days: 2 rejected');
    expect(stdout).toContain('for who asks in 90 days: nothing');
  });

  it('decides about several, and fails when one was not decided about', async () => {
    portal.on(`POST ${at}/approvals/decide`, () => ({
      json: {
        items: [
          { id: 'a', state: 'queued', message: null },
          { id: 'b', state: null, message: 'It is too late' },
        ],
      },
    }));
    const { code, stdout, stderr } = await here.run([
      ...['approvals', 'approve', 'a', 'b'],
    ]);
    expect(portal.received[0].body).toEqual({
      ids: ['a', 'b'],
      approve: true,
      comment: '',
    });
    expect(stdout).toContain('a  queued\nb  not decided: It is too late');
    expect(stderr).toContain('1 of 2 could not be decided about');
    expect(code).not.toBe(0);
  });

  it('rejects nothing without a comment', async () => {
    const { code, stderr } = await here.run(['approvals', 'reject', 'a']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('--comment');
    expect(portal.received).toEqual([]);
  });

  it.each([
    [['ask', 'op-1', 'Why?'], 'ask', { text: 'Why?' }],
    [['answer', 'op-1', 'So'], 'answer', { text: 'So' }],
    [
      ['delegate', 'op-1', '--to', 'user:default/rui'],
      'delegate',
      { to: 'user:default/rui', comment: '' },
    ],
  ])('%j is passed on', async (words, path, body) => {
    portal.on(`POST ${at}/operations/op-1/${path}`, () => ({
      json: operation(),
    }));
    const { code } = await here.run(['approvals', ...words]);
    expect(code).toBe(0);
    expect(portal.received[0].body).toEqual(body);
  });
});
