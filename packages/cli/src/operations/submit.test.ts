import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FakePortal, errorAnswer } from '../testing/FakePortal';
import { event, operation } from '../testing/operation';
import { Here } from '../testing/runHere';

const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAS8NdUfREHN8JxGmjU/IXZ5E2pecgFKHxchty322aAB test@openssh-9.2';

describe('asking for a change', () => {
  let portal: FakePortal;
  let here: Here;
  let request: string[];

  beforeEach(async () => {
    portal = await new FakePortal().start();
    here = new Here({ IRONSTAGE_URL: portal.url, IRONSTAGE_TOKEN: 'token' });
    const key = path.join(here.home, 'key.pub');
    writeFileSync(key, `${PUBLIC_KEY}\n`);
    request = [
      ...['request-vm', '--project', 'payments-dev', '--name', 'api-1'],
      ...['--flavor', 'small', '--image', 'base', '--ssh-key', key],
    ];
    portal.on('POST /api/infra/v1/operations', () => ({
      status: 202,
      json: operation({ state: 'queued' }),
    }));
  });

  afterEach(() => portal.stop());

  const answer = (...states: Parameters<typeof operation>[0][]) => {
    let turn = 0;
    portal.on('GET /api/infra/v1/operations/op-1', () => {
      const state = states[Math.min(turn, states.length - 1)];
      turn += 1;
      return { json: operation(state) };
    });
  };

  it('follows it to its end, with progress beside the result', async () => {
    answer(
      { events: [event(1, 'Started')] },
      {
        state: 'succeeded',
        events: [event(1, 'Started'), event(2, 'Done')],
        result: { resources: ['instance:p/1'], project: null },
      },
    );
    const { code, stdout, stderr } = await here.run([...request, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 'op-1',
      state: 'succeeded',
    });
    expect(stderr).toMatch(
      /^Submitted as operation op-1\n\d\d:\d\d:\d\d {2}Started\n\d\d:\d\d:\d\d {2}Done\n$/,
    );
    expect(portal.received[0].body).toEqual({
      type: 'instance.create',
      input: {
        project: 'payments-dev',
        name: 'api-1',
        flavor: 'small',
        image: 'base',
        sshPublicKey: PUBLIC_KEY,
      },
    });
  });

  it('sends a fresh key with each request, and the given one when there is one', async () => {
    await here.run([...request, '--no-wait']);
    await here.run([...request, '--no-wait']);
    await here.run([...request, '--no-wait', '--idempotency-key', 'mine']);
    const keys = portal.received.map(one => one.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('mine');
  });

  it('returns at once with --no-wait', async () => {
    const { code, stdout } = await here.run([
      ...request,
      '--no-wait',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).state).toBe('queued');
    expect(portal.received).toHaveLength(1);
  });

  it('ends when somebody has to approve, unless it was told to wait', async () => {
    answer(
      { state: 'pending_approval' },
      { state: 'pending_approval' },
      { state: 'succeeded' },
    );
    const brief = await here.run(request);
    expect(brief.code).toBe(0);
    expect(brief.stderr).toContain('waits for an approval by somebody else');
    const patient = await here.run([...request, '--wait', '--json']);
    expect(patient.code).toBe(0);
    expect(JSON.parse(patient.stdout).state).toBe('succeeded');
  });

  it.each([
    ['pending_approval', 8, /still waits for an approval/],
    ['running', 11, /still running/],
  ] as const)('gives up waiting while it is %s', async (state, code, said) => {
    answer({ state });
    const end = await here.run([...request, '--wait', '--timeout', '1s']);
    expect(end.code).toBe(code);
    expect(end.stderr).toMatch(said);
    expect(end.stderr).toContain('ironstage operations watch op-1');
  });

  it('tells why it failed and what is left', async () => {
    answer({
      state: 'failed',
      failure: {
        class: 'capacity',
        message: 'No host has room.',
        detail: null,
        leftovers: ['The port p-1 is still there.'],
      },
    });
    const { code, stdout, stderr } = await here.run([...request, '--json']);
    expect(code).toBe(6);
    expect(stderr).toContain('No host has room.\nThe port p-1 is still there.');
    // one JSON document, not two
    expect(JSON.parse(stdout).state).toBe('failed');
  });

  it('shows each problem with its field', async () => {
    const problems = [
      { field: 'name', message: 'It is taken.', class: 'user' },
      { field: null, message: 'Not today.', class: 'policy' },
    ];
    portal.on('POST /api/infra/v1/operations', () =>
      errorAnswer(422, 'RefusedError', 'It is taken. Not today.', { problems }),
    );
    const { code, stdout, stderr } = await here.run([...request, '--json']);
    expect(code).toBe(5);
    expect(stderr).toBe('name: It is taken.\nNot today.\n');
    expect(JSON.parse(stdout).error.problems).toEqual(problems);
  });

  it.each([
    ['hangs up', 'hang up' as const],
    ['breaks', errorAnswer(503, 'ServiceUnavailableError', 'Soon')],
  ])('says how to repeat a request when the portal %s', async (_, broken) => {
    portal.on('POST /api/infra/v1/operations', () => broken);
    const { code, stdout, stderr } = await here.run([...request, '--json']);
    const [{ headers }] = portal.received;
    const key = headers['idempotency-key'];
    expect(code).toBe(7);
    expect(stderr).toContain(`add --idempotency-key ${key}`);
    expect(JSON.parse(stdout).error.idempotencyKey).toBe(key);
    expect(portal.received).toHaveLength(1);
  });

  it('does not speak of repeating when the request can not have arrived', async () => {
    await portal.stop();
    const { code, stderr } = await here.run(request);
    expect(code).toBe(7);
    expect(stderr).not.toContain('--idempotency-key');
    await portal.start();
  });

  it('creates nothing in a dry run', async () => {
    const check = {
      problems: [],
      title: 'Provision VM api-1',
      project: 'payments-dev',
      takes: {
        vcpus: 1,
        memoryBytes: 1024 ** 3,
        storageBytes: 0,
        instances: 1,
        gpus: { a100: 2 },
      },
      approvalReasons: ['GPUs are granted by an approver.'],
    };
    portal.on('POST /api/infra/v1/operations/check', () => ({ json: check }));
    const good = await here.run([...request, '--dry-run']);
    expect(good).toEqual({
      code: 0,
      stdout: [
        'dry run   Provision VM api-1',
        'project   payments-dev',
        'takes     1 vCPU, 1 GiB of memory, 1 instance, 2 × a100 GPUs',
        'approval  GPUs are granted by an approver.',
        '',
      ].join('\n'),
      stderr: '',
    });
    const problems = [
      { field: 'flavor', message: 'Too big.', class: 'policy' },
    ];
    portal.on('POST /api/infra/v1/operations/check', () => ({
      json: { ...check, problems },
    }));
    const bad = await here.run([...request, '--dry-run', '--json']);
    expect(bad).toMatchObject({ code: 5, stderr: 'flavor: Too big.\n' });
    expect(JSON.parse(bad.stdout).problems).toEqual(problems);
    expect(portal.to('/api/infra/v1/operations')).toEqual([]);
  });

  it('refuses a private key without sending or showing it', async () => {
    const file = path.join(here.home, 'id_ed25519');
    const words = ['OPENSSH', 'PRIVATE', 'KEY'].join(' ');
    writeFileSync(
      file,
      `-----BEGIN ${words}-----\nc2VjcmV0\n-----END ${words}-----\n`,
    );
    const { code, stderr } = await here.run([...request, '--ssh-key', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('This is a private key');
    expect(stderr).not.toContain('c2VjcmV0');
    expect(portal.received).toEqual([]);
  });

  it('says how to make a key when there is none', async () => {
    const { code, stderr } = await here.run(request.slice(0, -2));
    expect(code).toBe(2);
    expect(stderr).toContain('ssh-keygen -t ed25519');
  });

  it('fills in the only team and the only provider', async () => {
    portal
      .on('GET /api/infra/v1/policy', () => ({
        json: { teams: [{ ref: 'group:default/payments', title: 'P' }] },
      }))
      .on('GET /api/infra/v1/providers', () => ({
        json: {
          items: [
            { id: 'os-eu1', capabilities: ['projects'] },
            { id: 'metal', capabilities: [] },
          ],
        },
      }));
    await here.run(['create-project', '--env', 'dev', '--no-wait']);
    expect(portal.to('/api/infra/v1/operations')[0].body).toMatchObject({
      input: {
        team: 'group:default/payments',
        provider: 'os-eu1',
        environment: 'dev',
      },
    });
    portal.on('GET /api/infra/v1/policy', () => ({
      json: { teams: [{ ref: 'group:default/a' }, { ref: 'group:default/b' }] },
    }));
    const unsure = await here.run(['create-project', '--env', 'dev']);
    expect(unsure.code).toBe(2);
    expect(unsure.stderr).toContain('group:default/a, group:default/b');
  });
});
